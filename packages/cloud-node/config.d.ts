export interface Config {
  cloud?: {
    /** OpenStacks whose projects are shown. */
    openstack?: Array<{
      /** Name by which the portal and its people call it. */
      name: string;
      /** Entry of clouds.yaml that has address and account; or `authUrl` and `auth` are given here. */
      osCloud?: string;
      /** Path of clouds.yaml; by default where the `openstack` command finds it. */
      cloudsFile?: string;
      /** Address of Keystone. */
      authUrl?: string;
      auth?: {
        applicationCredentialId?: string;
        /** @visibility secret */
        applicationCredentialSecret?: string;
        username?: string;
        /** @visibility secret */
        password?: string;
        userDomainName?: string;
        projectName?: string;
        projectDomainName?: string;
      };
      /** Only these regions; by default all of the service catalog. */
      regions?: string[];
      /** Which endpoints of the service catalog to call; default `public`. */
      interface?: 'public' | 'internal' | 'admin';
      /** PEM file of the authority that signed the certificates. */
      caFile?: string;
      /** Only projects, groups and users of these Keystone domains. */
      domains?: string[];
    }>;
    projects?: {
      /** Keystone roles whose groups own a project: the first one that any group holds decides. */
      ownerRoles?: string[];
      /** Share of the projects or resources of a source that may vanish in one read before it is believed; default 0.2. */
      maxRemovedShare?: number;
      /**
       * Highest limits that a project may be given by `change-quota`, per region: owners may raise theirs that far, and
       * nobody goes further. A limit without a ceiling is raised by the platform's groups only; default: no ceilings.
       */
      quotaCeiling?: {
        instances?: number;
        cores?: number;
        /** MiB */
        ram?: number;
        volumes?: number;
        /** GiB */
        gigabytes?: number;
        snapshots?: number;
        networks?: number;
        routers?: number;
        ports?: number;
        floatingips?: number;
        securitygroups?: number;
        securitygrouprules?: number;
      };
    };
    /** Ranchers whose clusters are shown. */
    rancher?: Array<{
      name: string;
      title?: string;
      url: string;
      /** @visibility secret */
      token: string;
      caFile?: string;
      /** Namespace of the provisioning clusters; default `fleet-default`. */
      namespace?: string;
      /** What new clusters are made of; without it this Rancher takes none. */
      openstack?: {
        /** Name of an entry of `cloud.openstack`. */
        cloud: string;
        authUrl?: string;
        /** `namespace:name` of the cloud credential in Rancher. */
        cloudCredential: string;
        image: string;
        network?: string;
        sshUser?: string;
        securityGroups?: string;
      };
    }>;
    functions?: {
      /** Clusters that run Knative. */
      platforms?: Array<{
        name: string;
        title?: string;
        /** Name of an entry of `cloud.rancher`, to reach the platform as one of its clusters. */
        rancher?: string;
        /** Name of that cluster. */
        cluster?: string;
        /** Address of the API server, when it is reached without Rancher. */
        url?: string;
        /** @visibility secret */
        token?: string;
        caFile?: string;
        /** Where to send invocations when the functions' host names cannot be resolved. */
        gateway?: string;
        /** Shipwright's build strategy for functions. */
        buildStrategy?: string;
        /** Where built images go. */
        registry?: string;
      }>;
    };
    /** Charts that people may install on clusters. */
    addons?: Array<{
      name: string;
      title?: string;
      description?: string;
      repo: string;
      chart?: string;
      /** Newest first. */
      versions: string[];
      namespace?: string;
      /** Kubernetes releases that it is known to work with, as a range: `>=1.28 <1.35`. */
      kubernetes?: string;
    }>;
    access?: {
      /** Entity refs of groups that may do everything. */
      platformGroups?: string[];
      /** Entity refs of groups that see all projects and operate all clusters. */
      operatorGroups?: string[];
    };
    operations?: {
      /** What somebody else has to agree to before it starts; default: destructive operations on production. */
      approvals?: Array<{
        risk: 'read' | 'change' | 'disruptive' | 'destructive';
        /** Only there; everywhere when absent. */
        environments?: string[];
      }>;
      /** Hours until a request that nobody approved is cancelled; default 24. */
      approvalExpiryHours?: number;
      /** Unsettled operations that one person may have; default 200. */
      perRequester?: number;
      /** Days for which ended operations are kept; default 365. */
      keptDays?: number;
      /**
       * Key under which secret fields are kept until their operation has started: 32 bytes in base64.
       *
       * @visibility secret
       */
      sealingKey?: string;
    };
    findings?: {
      /** Seconds for which evidence must hold before a finding is opened; default 60. */
      opensAfterSeconds?: number;
      /** Seconds for which evidence must be gone before a finding is closed; default 60. */
      closesAfterSeconds?: number;
      /** Days for which closed findings are kept; default 90. */
      keptDays?: number;
      /** Hours after which the last snapshot of a cluster is too old; default 24. */
      snapshotMaxAgeHours?: number;
      /** Days before the end of a certificate from which on it is expiring; default 30. */
      certificateDays?: number;
      /** What the portal does about a kind of finding by itself, by its name such as `node-not-ready`. */
      policies?: {
        [kind: string]: {
          policy: 'off' | 'suggest' | 'auto';
          /** With `auto`: operations that it may start in an hour; default 3. */
          perHour?: number;
        };
      };
    };
    endpoints?: {
      /** Hosts and CIDRs that the portal may call; loopback and private ranges must be named. */
      allow?: string[];
    };
    refresh?: {
      /** Seconds between two reads of a source of projects; default 20, at most 30: a lost role counts within a minute. */
      projects?: number;
    };
  };
}
