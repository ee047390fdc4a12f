-- silver.product_categories: one row per category_id, with its path from the root.
-- A category that no root reaches has an unknown parent or is its own ancestor: quarantined.

with recursive
categories as (select * from staging.product_categories),

reached as (
    select category_id, name, name as category_path, name as root_category, 1 as depth
    from categories
    where parent_category_id is null and _rule is null
    union all
    select
        categories.category_id,
        categories.name,
        concat(reached.category_path, '/', categories.name) as category_path,
        reached.root_category,
        reached.depth + 1 as depth
    from reached
    inner join categories on reached.category_id = categories.parent_category_id
    where categories._rule is null
),

final as (
    select
        categories.category_id,
        categories.parent_category_id,
        categories.name,
        reached.category_path,
        reached.root_category,
        reached.depth,
        categories.description,
        categories.is_active,
        coalesce(categories._rule, case when reached.category_id is null then 'orphan' end) as _rule,
        coalesce(
            categories._reason,
            case
                when reached.category_id is null
                    then fault(
                        'parent_category_id', categories.parent_category_id, 'a known category that is not below this one'
                    )
            end
        ) as _reason,
        categories._source,
        categories._line,
        categories._ingested_at
    from categories
    left join reached on categories.category_id = reached.category_id
)

select * from final
