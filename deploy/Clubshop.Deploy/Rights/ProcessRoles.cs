using Amazon.CDK.AWS.IAM;
using Clubshop.Admin.Storage;
using Clubshop.Deploy.Data;
using Clubshop.Deploy.People;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Rights;

/// <summary>
/// The roles of the servers (requirements S27, S30, S33): what the process calls (policy <c>calls</c>) and what its machine needs to start and to
/// tell about itself (policy <c>machine</c>), nothing else. Sign-in and what people do with their own account use their own tokens and need no right.
/// </summary>
public sealed class ProcessRoles : Construct
{
    private readonly EnvironmentSettings _settings;
    private readonly DataStack _data;

    /// <summary>The roles.</summary>
    public ProcessRoles(Construct scope, EnvironmentSettings settings, DataStack data, IdentityStack identity)
        : base(scope, "Roles")
    {
        (_settings, _data) = (settings, data);
        Portal = Make("portal", [Allow("Certificate", ["secretsmanager:GetSecretValue"], [data.DataProtection.SecretArn])]);
        Api = Make("api", []);
        Calls(Portal, "portal",
        [
            Allow("Tables", AwsCalls.PortalTables, [.. Tables.Declared.Where(table => table != Table.Audit).SelectMany(TableAndIndexes)]),
            Allow("AuditGrows", AwsCalls.PortalTables.Except(AwsCalls.Rewriting, StringComparer.Ordinal), TableAndIndexes(Table.Audit)),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "AuditIsAppendOnly", Effect = Effect.DENY, Actions = [.. AwsCalls.Rewriting], Resources = [Arn(Table.Audit)],
            }),
            Allow("StaffPool", AwsCalls.PortalStaff, [identity.Staff.Pool.UserPoolArn]),
            Allow("CustomerPool", AwsCalls.PortalCustomers, [identity.Customers.Pool.UserPoolArn]),
            Allow("Messages", AwsCalls.PortalMessages, [$"arn:aws:mobiletargeting:{settings.Region}:{settings.Account}:apps/{settings.PushApplication}/messages"]),
            Allow("PersonalFields", AwsCalls.PortalSealing.Except(["kms:DescribeKey"], StringComparer.Ordinal), [data.Keys.Sealing.KeyArn], new()
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:EncryptionContext:table"] = Tables.NameOf(settings, Table.System) },
            }),
            Allow("AuditArchive", AwsCalls.PortalArchive, [data.Buckets.Archive.ArnForObjects(Tables.NameOf(settings, Table.Audit) + "/*")]),
            // Without it S3 answers that a missing key is forbidden.
            Allow("AuditArchiveMissing", ["s3:ListBucket"], [data.Buckets.Archive.BucketArn]),
            Allow("AuditArchiveKey", ["kms:Decrypt", "kms:GenerateDataKey"], [data.Keys.Storage.KeyArn]),
            Allow("Pictures", AwsCalls.PortalPictures, [PicturesArn + "/pictures/*"]),
            Allow("PicturesMissing", ["s3:ListBucket"], [PicturesArn]),
            Allow("PersonalFieldsKey", ["kms:DescribeKey"], [data.Keys.Sealing.KeyArn]),
        ]);
        Calls(Api, "api",
        [
            Allow("Catalog", AwsCalls.ApiCatalog, [.. Catalog.SelectMany(TableAndIndexes)]),
            Allow("Clients", AwsCalls.ApiClients, [Arn(Table.System)], new()
            {
                ["ForAllValues:StringEquals"] = new Dictionary<string, object> { ["dynamodb:LeadingKeys"] = (string[])["APICLIENTS"] },
            }),
            Allow("Coupons", AwsCalls.Ledger, TableAndIndexes(Table.Coupons)),
        ]);
    }

    /// <summary>Of the administrators' servers.</summary>
    public Role Portal { get; }

    /// <summary>Of the end users' servers.</summary>
    public Role Api { get; }

    private static IEnumerable<Table> Catalog => Tables.Declared.Where(table => table.ChangeShards > 0);

    internal static PolicyStatement Allow(string sid, IEnumerable<string> actions, string[] resources, Dictionary<string, object>? conditions = null) =>
        new(new PolicyStatementProps { Sid = sid, Actions = [.. actions], Resources = resources, Conditions = conditions });

    private Role Make(string process, PolicyStatement[] more)
    {
        var role = new Role(this, process, new RoleProps
        {
            RoleName = $"{_settings.Prefix}-{process}",
            Description = $"The servers of the {process}",
            AssumedBy = new ServicePrincipal("ec2.amazonaws.com"),
            // Sessions without SSH (requirement O7).
            ManagedPolicies = [ManagedPolicy.FromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")],
        });
        _ = new Policy(this, process + "-machine", new PolicyProps
        {
            PolicyName = "machine",
            Roles = [role],
            Statements =
            [
                Allow("Program", ["s3:GetObject"], [_data.Buckets.Artifacts.ArnForObjects(process + "/*")]),
                Allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                    [$"arn:aws:logs:{_settings.Region}:{_settings.Account}:log-group:/clubshop/{_settings.Name}/{process}:*"]),
                Allow("Figures", ["cloudwatch:PutMetricData"], ["*"], new()
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["cloudwatch:namespace"] = Watch.Figures.NamespaceOf(_settings) },
                }),
                Allow("Proxies", ["ec2:GetManagedPrefixListEntries"], [$"arn:aws:ec2:{_settings.Region}:aws:prefix-list/{_settings.CloudFrontPrefixList}"]),
                .. more,
            ],
        });
        return role;
    }

    private void Calls(Role role, string process, PolicyStatement[] statements) =>
        _ = new Policy(this, process + "-calls", new PolicyProps { PolicyName = "calls", Roles = [role], Statements = statements });

    private string PicturesArn => "arn:aws:s3:::" + Buckets.NameOf(_settings, Buckets.Pictures);

    private string Arn(Table table) => $"arn:aws:dynamodb:{_settings.Region}:{_settings.Account}:table/{Tables.NameOf(_settings, table)}";

    private string[] TableAndIndexes(Table table) => table.Indexes.Count == 0 ? [Arn(table)] : [Arn(table), Arn(table) + "/index/*"];
}
