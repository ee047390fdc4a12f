/** What the playground opens with: each answers on any lake. */
export const EXAMPLES = `# Welcome to Lakegate. Ctrl-Enter runs the query under the cursor.

query Months {
  salesMetrics(grain: MONTH) {
    periodStart
    orders
    revenue
    growthPercent
  }
}

query BestCustomers {
  topCustomers(by: CLV, first: 5) {
    name
    country
    analytics {
      segment
      orders
      revenue
      clv
    }
    orders(first: 3) {
      nodes {
        orderedAt
        status
        total
        items {
          quantity
          lineTotal
          product {
            name
          }
        }
      }
    }
  }
}

query Segments {
  customerSegments {
    segment
    customers
    revenueShare
    averageClv
  }
}

query Cohorts {
  cohorts(basis: FIRST_ORDER, months: 6) {
    month
    customers
    cells {
      monthsSince
      retention
      valuePerCustomer
    }
  }
}
`
