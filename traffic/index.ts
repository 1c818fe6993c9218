export { type ArrivalsOptions, arrivals } from './arrivals';
export { type Dice, dice } from './dice';
export {
  type Answer,
  OrderApi,
  type OrderApiOptions,
  OrderApiUnreachable,
  type Problem,
  type RequestOptions,
} from './order-api';
export {
  type Cart,
  isFinal,
  type Order,
  type OrderStatus,
  type PaymentMethod,
  type Product,
  type ProductList,
  type Purchase,
} from './shop';
export { letShoppersIn, type ShoppersOptions } from './shoppers';
