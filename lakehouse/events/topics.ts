/** What shops tell of: each kind of event goes to one of these. */
export const EVENT_TOPICS = ['page_views', 'cart_events', 'orders'] as const

/** What Lakegate tells of events: those that it refused, and what goes with an order. */
export const TOPICS = [...EVENT_TOPICS, 'dead_letters', 'recommendations'] as const

export type Topic = (typeof TOPICS)[number]

export const EVENT_TYPES = ['page_view', 'add_to_cart', 'remove_from_cart', 'purchase'] as const

export type EventType = (typeof EVENT_TYPES)[number]

const TOPIC_OF_TYPE: Readonly<Record<EventType, Topic>> = {
  page_view: 'page_views',
  add_to_cart: 'cart_events',
  remove_from_cart: 'cart_events',
  purchase: 'orders',
}

export const topicOf = (type: EventType): Topic => TOPIC_OF_TYPE[type]

export function isTopic(name: string): name is Topic {
  return TOPICS.some((topic) => topic === name)
}

/** Whether shops tell of something there. */
export function isEventTopic(topic: Topic): boolean {
  return EVENT_TOPICS.some((each) => each === topic)
}
