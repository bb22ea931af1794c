export { shipwrightKinds } from './kinds';
export {
  ShipwrightControllers,
  type ShipwrightOptions,
} from './ShipwrightControllers';
