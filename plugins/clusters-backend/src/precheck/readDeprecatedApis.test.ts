import { parseDeprecatedApis, removedBy } from './readDeprecatedApis';

const text = `# HELP apiserver_requested_deprecated_apis [STABLE] Gauge of deprecated APIs
# TYPE apiserver_requested_deprecated_apis gauge
apiserver_requested_deprecated_apis{group="flowcontrol.apiserver.k8s.io",removed_release="1.32",resource="flowschemas",subresource="",version="v1beta3"} 1
apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="",version="v1"} 1
apiserver_requested_deprecated_apis{group="batch",removed_release="1.25",resource="cronjobs",subresource="status",version="v1beta1"} 0
apiserver_requested_deprecated_apis_total 4
`;

describe('deprecated APIs', () => {
  it('are those that were asked for and have a date', () => {
    expect(parseDeprecatedApis(text)).toEqual([
      {
        group: 'flowcontrol.apiserver.k8s.io',
        version: 'v1beta3',
        resource: 'flowschemas',
        subresource: undefined,
        removedIn: '1.32',
      },
    ]);
  });

  it('stand in the way of the version that no longer has them', () => {
    const apis = parseDeprecatedApis(text);
    expect(removedBy(apis, 'v1.32.8+rke2r1')).toHaveLength(1);
    expect(removedBy(apis, 'v1.34.1+rke2r1')).toHaveLength(1);
    expect(removedBy(apis, 'v1.31.9+rke2r1')).toHaveLength(0);
    expect(removedBy(apis, 'latest')).toHaveLength(0);
  });

  it('are none in what is no list of metrics', () => {
    expect(parseDeprecatedApis('<html>no</html>')).toEqual([]);
    expect(parseDeprecatedApis('apiserver_requested_deprecated_apis{')).toEqual(
      [],
    );
  });
});
