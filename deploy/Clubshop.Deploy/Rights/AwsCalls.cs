namespace Clubshop.Deploy.Rights;

/// <summary>
/// What each process calls, as the actions that IAM knows. A test finds the calls in the compiled programs and compares: an action that is
/// missing here, and one that nothing calls, both fail.
/// </summary>
public static class AwsCalls
{
    /// <summary>The portal, on every table but the audit log.</summary>
    public static IReadOnlyList<string> PortalTables { get; } =
    [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable",
        "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
    ];

    /// <summary>What changes or removes an item: never in the audit log, which grows at its end alone.</summary>
    public static IReadOnlyList<string> Rewriting { get; } = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:UpdateItem"];

    /// <summary>The portal, on the pool of staff.</summary>
    public static IReadOnlyList<string> PortalStaff { get; } =
    [
        "cognito-idp:AdminAddUserToGroup", "cognito-idp:AdminCreateUser", "cognito-idp:AdminDeleteSoftwareToken", "cognito-idp:AdminDisableUser",
        "cognito-idp:AdminEnableUser", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser", "cognito-idp:AdminRemoveUserFromGroup",
        "cognito-idp:AdminUserGlobalSignOut", "cognito-idp:DescribeUserPool", "cognito-idp:DescribeUserPoolClient", "cognito-idp:GetUserPoolMfaConfig",
        "cognito-idp:ListGroups", "cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup",
    ];

    /// <summary>The portal, on the pool of customers.</summary>
    public static IReadOnlyList<string> PortalCustomers { get; } =
    [
        "cognito-idp:AdminCreateUser", "cognito-idp:AdminDeleteSoftwareToken", "cognito-idp:AdminDeleteUser", "cognito-idp:AdminDisableUser",
        "cognito-idp:AdminEnableUser", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser", "cognito-idp:AdminResetUserPassword",
        "cognito-idp:AdminUpdateUserAttributes", "cognito-idp:AdminUserGlobalSignOut", "cognito-idp:ListUsers",
    ];

    /// <summary>The portal, to send.</summary>
    public static IReadOnlyList<string> PortalMessages { get; } = ["mobiletargeting:SendMessages"];

    /// <summary>The portal, on the key that seals personal fields.</summary>
    public static IReadOnlyList<string> PortalSealing { get; } = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];

    /// <summary>The portal, on the bucket of audit entries that are no longer at hand.</summary>
    public static IReadOnlyList<string> PortalArchive { get; } = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

    /// <summary>The portal, on the bucket of pictures.</summary>
    public static IReadOnlyList<string> PortalPictures { get; } = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"];

    /// <summary>The commands that back up, restore, verify and export (<c>ops backup</c>, <c>restore</c>, <c>verify</c>, <c>export</c>, <c>import</c>), on the tables.</summary>
    public static IReadOnlyList<string> BackupTables { get; } =
    [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:CreateBackup", "dynamodb:CreateTable", "dynamodb:DeleteBackup", "dynamodb:DeleteItem",
        "dynamodb:DescribeBackup", "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive", "dynamodb:GetItem",
        "dynamodb:ListBackups", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:RestoreTableFromBackup", "dynamodb:RestoreTableToPointInTime", "dynamodb:Scan",
        "dynamodb:UpdateContinuousBackups", "dynamodb:UpdateItem", "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive",
    ];

    /// <summary>The same commands, on both user pools.</summary>
    public static IReadOnlyList<string> BackupPools { get; } =
    [
        "cognito-idp:AdminAddUserToGroup", "cognito-idp:AdminCreateUser", "cognito-idp:AdminDisableUser", "cognito-idp:AdminGetUser",
        "cognito-idp:AdminSetUserPassword", "cognito-idp:CreateGroup", "cognito-idp:DescribeUserPool", "cognito-idp:ListGroups", "cognito-idp:ListUsers",
        "cognito-idp:ListUsersInGroup",
    ];

    /// <summary>The end users' API, on clubs, shops, categories and offers.</summary>
    public static IReadOnlyList<string> ApiCatalog { get; } = ["dynamodb:GetItem", "dynamodb:Query"];

    /// <summary>The end users' API, on its clients in the system table.</summary>
    public static IReadOnlyList<string> ApiClients { get; } = ["dynamodb:GetItem"];

    /// <summary>The ledger of coupons, on its table; in the portal and in the API.</summary>
    public static IReadOnlyList<string> Ledger { get; } =
    [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem",
        "dynamodb:Query", "dynamodb:UpdateItem",
    ];
}
