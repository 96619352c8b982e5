namespace Clubshop.Deploy.Settings;

/// <summary>What tells one environment from another: the file <c>deploy/environments/NAME.json</c>. Everything else is the blueprint's.</summary>
public sealed record EnvironmentSettings
{
    /// <summary><c>production</c>, <c>development</c> or <c>backup</c>; part of every name and the tag <c>environment</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The AWS account, 12 digits. One of its own for each environment is best.</summary>
    public string Account { get; init; } = "";

    /// <summary>Mumbai (<c>ap-south-1</c>); of the backup environment Hyderabad (<c>ap-south-2</c>), so that data stays in India.</summary>
    public string Region { get; init; } = "";

    /// <summary>Two availability zones.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The first half of the private addresses: <c>10.1</c> stands for 10.1.0.0/16.</summary>
    public string Network { get; init; } = "";

    /// <summary>How the names of tables begin (<c>Aws:TablePrefix</c>).</summary>
    public string TablePrefix { get; init; } = "";

    /// <summary>
    /// The backup environment while nothing has happened: everything is there, but no server runs, and tables and pools are made by the restore.
    /// </summary>
    public bool Standby { get; init; }

    /// <summary>A NAT gateway in each zone; otherwise one, which is cheaper and a single point of failure for what leaves the network.</summary>
    public bool NatPerZone { get; init; }

    /// <summary>Whether the web application firewall stands in front of the balancer.</summary>
    public bool Firewall { get; init; }

    /// <summary>The administrators' servers.</summary>
    public GroupSettings Portal { get; init; } = new();

    /// <summary>The end users' servers.</summary>
    public GroupSettings Api { get; init; } = new();

    /// <summary>The kind of a memcached node.</summary>
    public string CacheNode { get; init; } = "";

    /// <summary>How many memcached nodes there are, over both zones.</summary>
    public int CacheNodes { get; init; } = 2;

    /// <summary>What a month may cost, in US dollars, before somebody is told.</summary>
    public int BudgetDollars { get; init; }

    /// <summary>The region that backups are copied to; null for none.</summary>
    public string? CopyBackupsTo { get; init; }

    /// <summary>Of the backup environment: the ARN of production's key for personal fields, of which it gets a copy; without it, restored fields stay closed.</summary>
    public string SealingPrimary { get; init; } = "";

    /// <summary>The domain, such as <c>clubshop.example</c>; the portal is <c>admin.</c> and the end users' API <c>api.</c> of it.</summary>
    public string Domain { get; init; } = "";

    /// <summary>The Route 53 zone of the domain.</summary>
    public string HostedZone { get; init; } = "";

    /// <summary>CloudFront's certificate for the domain and its sub-domains; CloudFront takes only one of <c>us-east-1</c>.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The managed prefix list of CloudFront's addresses towards origins in this region.</summary>
    public string CloudFrontPrefixList { get; init; } = "";

    /// <summary>Who gets alarms.</summary>
    public string AlarmEmail { get; init; } = "";

    /// <summary>The address that invitations and codes come from, of a verified SES identity; empty for Cognito's own (50 a day).</summary>
    public string MailFrom { get; init; } = "";

    /// <summary>The application of End User Messaging (once Pinpoint) whose push channels send.</summary>
    public string PushApplication { get; init; } = "";

    /// <summary>Networks from which administrators may use SSH; empty for none: Session Manager needs no port.</summary>
    public IReadOnlyList<string> AdministratorAddresses { get; init; } = [];

    /// <summary>Where the pipeline takes the source from; null for an environment without a pipeline.</summary>
    public SourceSettings? Source { get; init; }

    /// <summary>The portal's host name.</summary>
    public string PortalHost => "admin." + Domain;

    /// <summary>The end users' API's host name.</summary>
    public string ApiHost => "api." + Domain;

    /// <summary>The name under which CloudFront reaches the balancer.</summary>
    public string OriginHost => "origin." + Domain;

    /// <summary>How names begin, such as <c>clubshop-production</c>.</summary>
    public string Prefix => "clubshop-" + Name;

    /// <summary>Whether the loss of this environment's data would matter: it is kept and protected from deletion.</summary>
    public bool KeepsData => Name is not "development";
}

/// <summary>A group of servers.</summary>
public sealed record GroupSettings
{
    /// <summary>How many run at least; two, one in each zone.</summary>
    public int Smallest { get; init; } = 2;

    /// <summary>How many run at most.</summary>
    public int Largest { get; init; } = 2;

    /// <summary>Their type (x86_64), such as <c>m7i.large</c>.</summary>
    public string Instance { get; init; } = "";
}

/// <summary>A repository.</summary>
public sealed record SourceSettings
{
    /// <summary>ARN of the connection that the account's owner authorised.</summary>
    public string Connection { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Repository { get; init; } = "";

    /// <summary>The branch that is delivered.</summary>
    public string Branch { get; init; } = "main";
}
