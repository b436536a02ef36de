/** Whom a stance could be of, toward whom, and who reports it. */
export { namedAmong } from './named';
export { offersFor, type Offer, type OfferContext, type Offers, type Why } from './offers';
export type { NameAt } from './said-by';
