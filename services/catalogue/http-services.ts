/** The services whose API is made by `@sightline/http-api`. */
export const httpServices = ['order', 'payment'] as const;
