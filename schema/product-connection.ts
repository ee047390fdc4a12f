import { connectionType } from './connection.ts'
import { Product } from './refs.ts'

export const ProductConnection = connectionType('Product', Product)
