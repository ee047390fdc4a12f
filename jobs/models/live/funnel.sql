-- live.funnel: one row per (hour, category): pairs of session and product by the hour of their first view, once no event can change them.
-- A view is the first when its pair has none in the six hours before; the six hours from it on are looked at, so an hour is closed
-- seven hours after it began. A cart: an add within 30 minutes after a view, and not taken out before the next purchase.
-- A purchase: within 30 minutes after such an add.

with
closing as (select * from stream_closing),

all_views as (select * from live.views),

all_cart as (select * from live.cart),

all_orders as (select * from live.orders),

views as (
    select
        all_views.event_id,
        all_views.session_id,
        all_views.product_id,
        all_views.category,
        all_views.event_ts,
        lag(all_views.event_ts) over (
            partition by all_views.session_id, all_views.product_id order by all_views.event_ts, all_views.event_id
        ) as before_ts
    from all_views
    cross join closing
    where
        all_views.session_id is not null
        and all_views.product_id is not null
        and not all_views.is_late
        and all_views.event_ts >= date_trunc('hour', closing.closed_from) - interval 13 hour
        and all_views.event_ts < closing.closed_to
),

pairs as (
    select
        views.event_id as pair_id,
        views.session_id,
        views.product_id,
        coalesce(views.category, '(none)') as category,
        views.event_ts as first_ts,
        views.event_ts + interval 6 hour as end_ts
    from views
    cross join closing
    where
        (views.before_ts is null or views.event_ts >= views.before_ts + interval 6 hour)
        and date_trunc('hour', views.event_ts) + interval 7 hour > closing.closed_from
        and date_trunc('hour', views.event_ts) + interval 7 hour <= closing.closed_to
),

adds as (
    select distinct pairs.pair_id, pairs.end_ts, pairs.session_id, pairs.product_id, all_cart.event_ts as added_ts
    from pairs
    inner join views
        on
            pairs.session_id = views.session_id
            and pairs.product_id = views.product_id
            and views.event_ts >= pairs.first_ts
            and views.event_ts < pairs.end_ts
    inner join all_cart
        on
            pairs.session_id = all_cart.session_id
            and pairs.product_id = all_cart.product_id
            and all_cart.event_ts >= views.event_ts
            and all_cart.event_ts <= views.event_ts + interval 30 minute
            and all_cart.event_ts < pairs.end_ts
    where all_cart.event_type = 'add_to_cart' and not all_cart.is_late
),

bought as (
    select
        adds.pair_id,
        adds.session_id,
        adds.product_id,
        adds.end_ts,
        adds.added_ts,
        min(all_orders.event_ts) as bought_ts
    from adds
    left join all_orders
        on
            adds.session_id = all_orders.session_id
            and adds.product_id = all_orders.product_id
            and all_orders.event_ts >= adds.added_ts
            and all_orders.event_ts < adds.end_ts
            and not all_orders.is_late
    group by adds.pair_id, adds.session_id, adds.product_id, adds.end_ts, adds.added_ts
),

kept as (
    select bought.pair_id, bought.added_ts, bought.bought_ts
    from bought
    left join all_cart
        on
            bought.session_id = all_cart.session_id
            and bought.product_id = all_cart.product_id
            and all_cart.event_type = 'remove_from_cart'
            and not all_cart.is_late
            and all_cart.event_ts > bought.added_ts
            and all_cart.event_ts < coalesce(bought.bought_ts, bought.end_ts)
    where all_cart.event_id is null
),

carts as (
    select
        pair_id,
        max(case when bought_ts <= added_ts + interval 30 minute then 1 else 0 end) as purchases
    from kept
    group by pair_id
),

final as (
    select
        pairs.category,
        count(*) as views,
        count(carts.pair_id) as carts,
        cast(coalesce(sum(carts.purchases), 0) as bigint) as purchases,
        date_trunc('hour', pairs.first_ts) as hour,
        cast(date_trunc('hour', pairs.first_ts) as date) as date
    from pairs
    left join carts on pairs.pair_id = carts.pair_id
    group by date_trunc('hour', pairs.first_ts), pairs.category
)

select * from final
