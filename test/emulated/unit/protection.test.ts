import { environments } from "../../../environments";
import { unprotected } from "../protection";

/** The way out that `runbooks/procedures/destroy.md` describes; a rule of the schema must not close it. */
it.each(environments.filter(({ protectData }) => protectData))(
  "accepts '$name' without protection once nobody depends on it",
  (environment) => {
    expect(unprotected(environment)).toEqual({
      ...environment,
      serviceLevel: "best-effort",
      protectData: false,
    });
  },
);
