/** What the tests use of js-yaml; the package brings no types. */
declare module 'js-yaml' {
  export function load(text: string, options?: { readonly schema: unknown }): unknown;
  export const FAILSAFE_SCHEMA: unknown;
}
