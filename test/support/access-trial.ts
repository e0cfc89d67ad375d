/** Neither production nor a provider, so that one thing at a time is wrong. */
export const trial = {
  serviceLevel: "best-effort",
  sso: [],
  "access.passwordLogin": true,
  "access.newUsers": "anyone",
  "access.enforcedSsoDomains": [],
};
