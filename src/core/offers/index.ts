/** Whom a stance could be of, toward whom, and who reports it. */
export { aliasFrom, choicesFor, firstOf, type Choice } from './choices';
export { namedAmong, reporterChain } from './named';
export { offersFor, type Offer, type OfferContext, type Offers, type Why } from './offers';
export type { NameAt } from './said-by';
