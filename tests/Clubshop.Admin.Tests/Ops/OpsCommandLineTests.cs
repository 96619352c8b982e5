using Clubshop.Admin.Ops;

namespace Clubshop.Admin.Tests.Ops;

/// <summary>Parsing of the arguments, before anything is opened.</summary>
public sealed class OpsCommandLineTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("ops import-registry /abs/file.csv --Aws:TablePrefix=zzz-", "--Aws:TablePrefix=zzz-")]
    [InlineData("ops import-registry /abs/file.csv --Aws:TablePrefix zzz-", "--Aws:TablePrefix=zzz-")]
    [InlineData("ops import-registry /abs/file.csv --Aws__TablePrefix=zzz-", "--Aws:TablePrefix=zzz-")]
    [InlineData("ops --Aws:TablePrefix zzz- import-registry /abs/file.csv", "--Aws:TablePrefix=zzz-")]
    [InlineData("--Aws:TablePrefix zzz- ops import-registry /abs/file.csv", "--Aws:TablePrefix=zzz-")]
    [InlineData("ops import-registry --aws:tableprefix=zzz- -- --odd.csv", "--aws:tableprefix=zzz-")]
    [InlineData("ops create-tables --Cache:Nodes:0=127.0.0.1:1 --Sealing:KeyId /k", "--Cache:Nodes:0=127.0.0.1:1 --Sealing:KeyId=/k")]
    [InlineData("ops setup --seed 50 --environment Development --urls http://127.0.0.1:0", "--environment=Development --urls=http://127.0.0.1:0")]
    [InlineData("ops setup", "")]
    [InlineData("ops doctor --Logging:LogLevel:Default=Warning --SignIn:Limits:PerAccount 5", "--Logging:LogLevel:Default=Warning --SignIn:Limits:PerAccount=5")]
    [InlineData("ops first-administrator --email a@b.example", "")]
    [InlineData("ops api-client create --name App --scopes registry.devices,registry.follows", "")]
    [InlineData("ops api-client create --name App --scopes catalog.read,catalog.write --clubs deccan-tech,kaveri-nurses", "")]
    [InlineData("ops api-client list", "")]
    [InlineData("ops backup --pools /tmp/p --keep 2 --point-in-time --Aws:TablePrefix=zzz-", "--Aws:TablePrefix=zzz-")]
    [InlineData("ops restore latest --to new-", "")]
    [InlineData("ops restore --to new- --at 2026-11-30T06:15:00+05:30", "")]
    [InlineData("ops verify --Sealing:BoundTo clubshop-system", "--Sealing:BoundTo=clubshop-system")]
    [InlineData("ops import /tmp/p --to new- --staff-pool ap-south-1_a", "")]
    [InlineData("ops drill --records 5", "")]
    [InlineData("ops api-client rotate /id", "")]
    public void Read_Command_SeparatesItsConfiguration(string arguments, string configuration)
    {
        var call = Read(arguments)!;

        Assert.True(call.Run is not null, _errors.ToString());
        Assert.Equal(configuration, string.Join(' ', call.Configuration));
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData("ops", "Required command")]
    [InlineData("ops dance", "'dance'")]
    [InlineData("ops import-registry", "'FILE'")]
    [InlineData("ops import-registry a.csv b.csv", "'b.csv'")]
    [InlineData("ops import-registry a.csv --dry-run", "'--dry-run'")]
    [InlineData("ops import-registry a.csv --Aws:TablePrefx=zzz-", "Aws:TablePrefx")]
    [InlineData("ops import-registry a.csv --Aws__TablePrefx zzz-", "Aws:TablePrefx")]
    [InlineData("ops import-registry a.csv --Aws:TablePrefix", "Aws:TablePrefix needs a value")]
    [InlineData("ops import-registry a.csv --Aws:TablePrefix --Aws:Mode=Aws", "Aws:TablePrefix needs a value")]
    [InlineData("ops import-registry a.csv Aws:TablePrefix=zzz-", "'Aws:TablePrefix=zzz-'")]
    [InlineData("ops import-registry a.csv /Aws:TablePrefix=zzz-", "'/Aws:TablePrefix=zzz-'")]
    [InlineData("ops import-registry a.csv --TablePrefix=zzz-", "'--TablePrefix")]
    [InlineData("ops setup --seed", "--seed")]
    [InlineData("ops setup --seed everything", "--seed must be demo, none or a number")]
    [InlineData("ops setup --seed 0", "--seed must be demo, none or a number")]
    [InlineData("ops setup --seed 5 --seed none", "--seed")]
    [InlineData("ops setup --sed demo", "'--sed'")]
    [InlineData("ops create-tables now", "'now'")]
    [InlineData("ops restore latest", "--to")]
    [InlineData("ops restore --to new- --at 2026-11-30", "--at must be a moment with its zone")]
    [InlineData("ops restore --to new- --at 2026-11-30T06:15:00", "--at must be a moment with its zone")]
    [InlineData("ops backup --keep many", "many")]
    [InlineData("ops export", "'FOLDER'")]
    [InlineData("ops first-administrator", "--email")]
    [InlineData("ops first-administrator --email", "--email")]
    [InlineData("ops api-client", "Required command")]
    [InlineData("ops api-client create --name", "--name")]
    [InlineData("ops api-client create --name App --scopes registry.everything", "registry.everything is not a scope")]
    [InlineData("ops api-client revoke", "'ID'")]
    [InlineData("ops api-client revoke a b", "'b'")]
    public void Read_UnknownOrInvalidArgument_IsRefusedAndNamed(string arguments, string named)
    {
        var call = Read(arguments)!;

        Assert.Null(call.Run);
        Assert.Equal(2, call.ExitCode);
        Assert.Contains(named, _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("ops --help", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ops --help", "import-registry")]
    [InlineData("ops --help", "first-administrator")]
    [InlineData("ops import-registry --help", "docs/csv.md")]
    [InlineData("ops import-registry --help", "FILE")]
    [InlineData("ops setup -h", "--seed <demo|none|NUMBER>")]
    [InlineData("ops api-client create --help", "registry.devices")]
    [InlineData("ops api-client --help", "rotate")]
    public void Help_OfEachCommand_IsShown(string arguments, string text)
    {
        var call = Read(arguments)!;

        Assert.Equal((null, 0), (call.Run, call.ExitCode));
        Assert.Contains(text, _output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--urls http://127.0.0.1:0")]
    [InlineData("--LocalAws:Seed ops")]
    [InlineData("--Anything:Else=1")]
    public void Read_WithoutOps_ReturnsNull(string arguments) => Assert.Null(Read(arguments));

    [Theory]
    [InlineData("Aws:Mode")]
    [InlineData("AWS:UserPoolClientSecret")]
    [InlineData("AWS:CustomerUserPoolId")]
    [InlineData("Api:Burst")]
    [InlineData("Cache:Prefix")]
    [InlineData("Cache:Nodes:12")]
    [InlineData("Customers:RevealsPerDay")]
    [InlineData("DataProtection:CertificateBase64")]
    [InlineData("DataProtection:OldCertificatesBase64:0")]
    [InlineData("LocalAws:Directory")]
    [InlineData("Notifications:PublicSite")]
    [InlineData("Pinpoint:ApplicationId")]
    [InlineData("Proxies:0")]
    [InlineData("Sealing:RotateAfter")]
    [InlineData("SignIn:SessionHours")]
    [InlineData("SignIn:Limits:PerAddress")]
    [InlineData("Staff:PasswordLength")]
    [InlineData("Kestrel:Endpoints:Http:Url")]
    public void IsKnown_KeyThatThePortalReads_IsTrue(string key) => Assert.True(OpsConfiguration.IsKnown(key));

    [Theory]
    [InlineData("Aws")]
    [InlineData("Aws:")]
    [InlineData("Aws:RegionInEffect")]
    [InlineData("Aws:TablePrefix:0")]
    [InlineData("Clubshop:TablePrefix")]
    [InlineData("TablePrefix")]
    public void IsKnown_OtherKey_IsFalse(string key) => Assert.False(OpsConfiguration.IsKnown(key));

    private OpsCall? Read(string arguments) => OpsCommandLine.Read(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), _output, _errors);
}
