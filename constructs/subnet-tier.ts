import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";

export interface SubnetTierProps {
  readonly vpcId: string;
  /** Name of every subnet and route table, before the zone. */
  readonly name: string;
  /** Availability zones; ids of the resources follow their position, 1 to 3. */
  readonly zones: readonly string[];
  /** One network per zone. */
  readonly cidrs: readonly string[];
  /** What a subnet may be used for by others, such as Kubernetes.
   * @default - only a name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** One subnet and one route table per zone. The tables start without a route: what a tier can reach is decided by
 *  whoever adds routes to them, and nothing here gives a public address. */
export class SubnetTier extends Construct {
  /** In the order of the zones. */
  readonly subnetIds: readonly string[];
  /** In the order of the zones. */
  readonly routeTableIds: readonly string[];

  constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    const { vpcId, zones, cidrs } = props;
    const parts = zones.map((zone, index) => {
      const name = `${props.name}-${zone}`;
      const position = index + 1;
      const subnet = new Subnet(this, `subnet-${position}`, {
        vpcId,
        availabilityZone: zone,
        cidrBlock: cidrs[index],
        mapPublicIpOnLaunch: false,
        tags: { Name: name, ...props.tags },
      });
      const table = new RouteTable(this, `route-table-${position}`, { vpcId, tags: { Name: name } });
      new RouteTableAssociation(this, `association-${position}`, {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
      return { subnetId: subnet.id, routeTableId: table.id };
    });
    this.subnetIds = parts.map(({ subnetId }) => subnetId);
    this.routeTableIds = parts.map(({ routeTableId }) => routeTableId);
  }
}
