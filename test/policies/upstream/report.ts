/** One thing that checkov or Trivy found in one plan. */
export interface UpstreamFinding {
  /** For example `CKV_AWS_18` or `AVD-AWS-0089`. */
  readonly id: string;
  readonly title: string;
  /** For example `aws_s3_bucket.logs`. */
  readonly address: string;
  readonly environment: string;
}

/** The JSON of `checkov --output json`, as far as it is read; a list when several frameworks were asked. */
type CheckovReport = CheckovResult | readonly CheckovResult[];

interface CheckovResult {
  readonly check_type?: string;
  readonly results?: { readonly failed_checks?: readonly CheckovCheck[] };
}

interface CheckovCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

/** The JSON of `trivy config --format json`, as far as it is read. */
interface TrivyReport {
  readonly SchemaVersion?: number;
  readonly Results?: readonly { readonly Misconfigurations?: readonly TrivyMisconfiguration[] }[];
}

interface TrivyMisconfiguration {
  readonly ID: string;
  readonly AVDID?: string;
  readonly Title: string;
  readonly Status: string;
  readonly CauseMetadata?: { readonly Resource?: string };
}

/** What checkov found.
 *  @throws when the text is not its report: an empty one must not pass for a clean one */
export function checkovFindings(text: string, environment: string): UpstreamFinding[] {
  const report: CheckovReport = JSON.parse(text);
  const results = [report].flat();
  // With nothing to look at checkov answers with numbers alone.
  if (!results.every(({ check_type }) => check_type !== undefined))
    throw new Error("checkov looked at nothing; give it plans as 'terraform show -json' writes them");
  return results
    .flatMap(({ results: { failed_checks = [] } = {} }) => failed_checks)
    .map(({ check_id, check_name, resource }) => ({
      id: check_id,
      title: check_name,
      address: resource,
      environment,
    }));
}

/** What Trivy found.
 *  @throws when the text is not its report */
export function trivyFindings(text: string, environment: string): UpstreamFinding[] {
  const report: TrivyReport = JSON.parse(text);
  if (report.SchemaVersion === undefined)
    throw new Error("Trivy wrote no report; ask it with 'trivy config --format json'");
  return (report.Results ?? [])
    .flatMap(({ Misconfigurations = [] }) => Misconfigurations)
    .filter(({ Status }) => Status === "FAIL")
    .map(({ ID, AVDID, Title, CauseMetadata = {} }) => ({
      id: ourForm(AVDID || ID),
      title: Title,
      address: CauseMetadata.Resource ?? "",
      environment,
    }));
}

/** Trivy drops the first part of its ids in newer versions. */
function ourForm(id: string): string {
  return /^[A-Z]+-\d{4}$/.test(id) && !id.startsWith("KSV") ? `AVD-${id}` : id;
}
