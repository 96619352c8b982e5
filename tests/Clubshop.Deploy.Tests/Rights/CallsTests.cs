using Clubshop.Deploy.Rights;

namespace Clubshop.Deploy.Tests.Rights;

/// <summary>The lists of <see cref="AwsCalls"/> against the compiled programs: what is called and not listed fails, and what is listed and not called.</summary>
[Trait("Requirement", "S33")]
public sealed class CallsTests
{
    private static readonly string[] Portal = ["Clubshop.Admin", "Clubshop.Aws", "Clubshop.Coupons"];

    // What only "ops setup" and Embedded mode call, which make tables, pools and keys in an AWS of one's own; here the blueprint makes them.
    private static readonly string[] OnlyWithoutBlueprint =
    [
        "Clubshop.Admin.Ops.StaffPoolSetup.*", "Clubshop.Admin.Ops.DemoStaff.*", "Clubshop.Admin.Embedded.*", "Clubshop.Admin.Storage.Sealing.SealingKey.*",
        "Clubshop.Admin.Storage.TableSetup.EnsureAsync", "Clubshop.Admin.Storage.TableSetup.EnsureIndexesAsync",
        "Clubshop.Admin.Storage.TableSetup.EnsurePurgeAsync", "Clubshop.Admin.Storage.TableSetup.HasPurgeAsync",
    ];

    // Commands of people, with rights of their own (the role backup-commands), and one that an owner runs with more rights for as long as it runs (docs/roles.md).
    private static readonly string[] OfPeople = ["Clubshop.Admin.Ops.Backups.*", "Clubshop.Admin.Ops.Smoke.*"];

    // Unsigned, or by the token or client of whoever signs in: they need no right of the process.
    private static readonly string[] WithoutRight =
    [
        "InitiateAuth", "RespondToAuthChallenge", "AssociateSoftwareToken", "VerifySoftwareToken", "GetUser", "SetUserMFAPreference", "ChangePassword",
        "ForgotPassword", "ConfirmForgotPassword", "GetTokensFromRefreshToken", "GlobalSignOut", "RevokeToken", "ResendConfirmationCode",
    ];

    [Fact]
    public void PortalTables_AgainstThePrograms_AreWhatIsCalled() => Equal(AwsCalls.PortalTables, Of("Amazon.DynamoDBv2", Portal));

    [Fact]
    public void PortalStaff_AgainstThePrograms_IsWhatIsCalled() =>
        Equal(AwsCalls.PortalStaff, Of("Amazon.CognitoIdentityProvider", Portal, call => !OfCustomers(call)));

    [Fact]
    public void PortalCustomers_AgainstThePrograms_IsWhatIsCalled() =>
        Equal(AwsCalls.PortalCustomers, Of("Amazon.CognitoIdentityProvider", Portal, OfCustomers));

    [Fact]
    public void PortalMessages_AgainstThePrograms_AreWhatIsCalled() => Equal(AwsCalls.PortalMessages, Of("Amazon.Pinpoint", Portal));

    [Fact]
    public void PortalSealing_AgainstThePrograms_IsWhatIsCalled() => Equal(AwsCalls.PortalSealing, Of("Amazon.KeyManagementService", Portal));

    [Fact]
    public void PortalArchive_AgainstThePrograms_IsWhatIsCalled() =>
        Equal(AwsCalls.PortalArchive, Of("Amazon.S3", Portal, call => !OfPictures(call)).Except(["s3:PutBucket"], StringComparer.Ordinal)); // made in Embedded mode alone

    [Fact]
    public void PortalPictures_AgainstThePrograms_AreWhatIsCalled() =>
        Equal(AwsCalls.PortalPictures, Of("Amazon.S3", Portal, OfPictures).Except(["s3:PutBucket"], StringComparer.Ordinal)); // made in Embedded mode alone

    [Fact]
    public void Backups_AgainstThePrograms_MayWhatIsCalled()
    {
        // "ops drill" makes and deletes tables and pools of its own, whose names begin with drill-: that is no right over those of an installation.
        string[] drill = ["dynamodb:DeleteTable", "dynamodb:ListTables", "cognito-idp:CreateUserPool", "cognito-idp:DeleteUserPool", "cognito-idp:CreateUserPoolClient", "cognito-idp:ListUserPools"];

        var called = Portal.SelectMany(CallsOfPrograms.In).Where(call => Matches("Clubshop.Admin.Ops.Backups.*", call)).SelectMany(ActionsOf).Distinct(StringComparer.Ordinal);

        Assert.Empty(called.Except(AwsCalls.BackupTables).Except(AwsCalls.BackupPools).Except(AwsCalls.PortalSealing).Except(drill, StringComparer.Ordinal));
    }

    [Fact]
    public void ApiCatalogAndClients_AgainstTheProgram_AreWhatIsCalled() =>
        Equal(AwsCalls.ApiCatalog.Union(AwsCalls.ApiClients, StringComparer.Ordinal), Of("Amazon.DynamoDBv2", ["Clubshop.Api"]));

    [Fact]
    public void Ledger_AgainstTheProgram_IsWhatIsCalled() => Equal(AwsCalls.Ledger, Of("Amazon.DynamoDBv2", ["Clubshop.Coupons"]));

    [Fact]
    public void Api_OfCognito_CallsOnlyWhatNeedsNoRight() => Assert.Empty(Of("Amazon.CognitoIdentityProvider", ["Clubshop.Api", "Clubshop.Coupons"]));

    [Fact]
    public void Programs_OfOtherServices_CallNone()
    {
        string[] known = ["Amazon.DynamoDBv2", "Amazon.CognitoIdentityProvider", "Amazon.Pinpoint", "Amazon.KeyManagementService", "Amazon.S3"];

        Assert.Empty(Portal.Append("Clubshop.Api").SelectMany(CallsOfPrograms.In).Select(call => call.Service).Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public void CallsOfPrograms_InTheLedger_FindsCallsInAsyncMethods() =>
        Assert.Contains(CallsOfPrograms.In("Clubshop.Coupons"), call => call is { Operation: "Query", Type: "Clubshop.Coupons.LedgerCalls" });

    private static bool OfCustomers(AwsCall call) => call.Type.StartsWith("Clubshop.Admin.Customers.", StringComparison.Ordinal);

    private static bool OfPictures(AwsCall call) => call.Type.StartsWith("Clubshop.Admin.Pictures.", StringComparison.Ordinal);

    private static void Equal(IEnumerable<string> listed, IEnumerable<string> called) =>
        Assert.Equal(called.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Of(string service, string[] programs, Func<AwsCall, bool>? only = null) => programs
        .SelectMany(CallsOfPrograms.In)
        .Where(call => call.Service == service && (only?.Invoke(call) ?? true) && !OnlyWithoutBlueprint.Concat(OfPeople).Any(pattern => Matches(pattern, call)))
        .Where(call => !WithoutRight.Contains(call.Operation, StringComparer.Ordinal))
        .SelectMany(ActionsOf)
        .Distinct(StringComparer.Ordinal);

    private static bool Matches(string pattern, AwsCall call) =>
        pattern.EndsWith(".*", StringComparison.Ordinal)
            ? call.Type == pattern[..^2] || call.Type.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : pattern == $"{call.Type}.{call.Method}";

    // IAM has an action for each operation, but for transactions, which need those of their parts.
    private static string[] ActionsOf(AwsCall call) => (call.Service, call.Operation) switch
    {
        ("Amazon.DynamoDBv2", "TransactWriteItems") => ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"],
        ("Amazon.DynamoDBv2", "TransactGetItems") => ["dynamodb:GetItem"],
        ("Amazon.DynamoDBv2", var operation) => ["dynamodb:" + operation],
        ("Amazon.CognitoIdentityProvider", var operation) => ["cognito-idp:" + operation],
        ("Amazon.Pinpoint", var operation) => ["mobiletargeting:" + operation],
        ("Amazon.KeyManagementService", var operation) => ["kms:" + operation],
        ("Amazon.S3", "GetObjectMetadata") => ["s3:GetObject"], // a HEAD needs what a GET needs
        ("Amazon.S3", var operation) => ["s3:" + operation],
        _ => throw new InvalidOperationException($"Nothing says which right {call.Service}.{call.Operation} needs."),
    };
}
