using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>A user as a file keeps them. Passwords and authenticators are not among it: Cognito gives them to nobody.</summary>
internal sealed record PoolUser
{
    /// <summary>The user name.</summary>
    public required string Username { get; init; }

    /// <summary>Cognito's status: CONFIRMED, FORCE_CHANGE_PASSWORD and so on.</summary>
    public required string Status { get; init; }

    /// <summary>Whether they may sign in.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The attributes, <c>sub</c> among them.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}

/// <summary>A group as a file keeps it.</summary>
internal sealed record PoolGroup(string Name, int? Precedence, string? Description);

/// <summary>What came of an import of users.</summary>
/// <param name="Subs">The new <c>sub</c> of each user by the old one: Cognito gives every account a new one.</param>
/// <param name="Present">Users that were there already and stayed as they are.</param>
internal sealed record PoolImported(IReadOnlyDictionary<string, string> Subs, int Present);

/// <summary>
/// User pools to and from files (gzip, a line of JSON per group and user). The file has e-mail addresses and phone numbers in the clear: only its owner
/// can read it, and where it is kept has to be encrypted.
/// </summary>
internal sealed class PoolCopy(IAmazonCognitoIdentityProvider cognito)
{
    private const int PageSize = 60;

    // What Cognito sets itself.
    private static readonly string[] NotSettable = ["sub", "identities"];

    /// <summary>Writes a pool.</summary>
    /// <returns>Number of users.</returns>
    public async Task<long> WriteAsync(string poolId, string path, CancellationToken cancellationToken)
    {
        var groups = await GroupsAsync(poolId, cancellationToken);
        var membership = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            await foreach (var username in MembersAsync(poolId, group.Name, cancellationToken))
            {
                if (!membership.TryGetValue(username, out var of))
                    membership[username] = of = [];
                of.Add(group.Name);
            }
        }

        var count = 0L;
        await using var lines = new StreamWriter(new GZipStream(PrivateFile.Create(path), CompressionLevel.Optimal), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await lines.WriteLineAsync(JsonSerializer.Serialize(groups).AsMemory(), cancellationToken);
        await foreach (var user in UsersAsync(poolId, cancellationToken))
        {
            var line = user with { Groups = membership.GetValueOrDefault(user.Username) ?? [] };
            await lines.WriteLineAsync(JsonSerializer.Serialize(line).AsMemory(), cancellationToken);
            count++;
        }

        return count;
    }

    /// <summary>
    /// Makes the users of a file in a pool that has its settings already, in their groups, disabled ones disabled. Each gets a password that nobody
    /// knows, so that "Forgot password" works for them; who had not accepted an invitation has to be invited again. Safe to repeat.
    /// </summary>
    public async Task<PoolImported> ReadAsync(string path, string poolId, CancellationToken cancellationToken)
    {
        var pool = (await cognito.DescribeUserPoolAsync(new() { UserPoolId = poolId }, cancellationToken)).UserPool!;
        var signsInBy = pool.UsernameAttributes?.FirstOrDefault();
        var present = (await GroupsAsync(poolId, cancellationToken)).Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        foreach (var group in JsonSerializer.Deserialize<List<PoolGroup>>(await lines.ReadLineAsync(cancellationToken) ?? "[]") ?? [])
        {
            if (present.Add(group.Name))
                await cognito.CreateGroupAsync(new() { UserPoolId = poolId, GroupName = group.Name, Precedence = group.Precedence, Description = group.Description }, cancellationToken);
        }

        var (subs, already) = (new Dictionary<string, string>(StringComparer.Ordinal), 0);
        while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var user = JsonSerializer.Deserialize<PoolUser>(line)!;
            var username = signsInBy is not null && user.Attributes.TryGetValue(signsInBy, out var value) ? value : user.Username;
            already += await CreateAsync(user, username, poolId, cancellationToken) ? 0 : 1;
            foreach (var group in user.Groups)
                await cognito.AdminAddUserToGroupAsync(new() { UserPoolId = poolId, Username = username, GroupName = group }, cancellationToken);
            if (!user.Enabled)
                await cognito.AdminDisableUserAsync(new() { UserPoolId = poolId, Username = username }, cancellationToken);

            var made = await cognito.AdminGetUserAsync(new() { UserPoolId = poolId, Username = username }, cancellationToken);
            if (user.Attributes.TryGetValue("sub", out var old) && (made.UserAttributes ?? []).FirstOrDefault(attribute => attribute.Name == "sub")?.Value is { } sub)
                subs[old] = sub;
        }

        return new(subs, already);
    }

    /// <summary>All users of a pool, without their groups.</summary>
    public async IAsyncEnumerable<PoolUser> UsersAsync(string poolId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await cognito.ListUsersAsync(new() { UserPoolId = poolId, Limit = PageSize, PaginationToken = next }, cancellationToken);
            foreach (var user in page.Users ?? [])
            {
                yield return new()
                {
                    Username = user.Username!,
                    Status = user.UserStatus?.Value ?? "",
                    Enabled = user.Enabled ?? true,
                    Attributes = (user.Attributes ?? []).ToDictionary(attribute => attribute.Name!, attribute => attribute.Value ?? "", StringComparer.Ordinal),
                };
            }

            next = page.PaginationToken;
        }
        while (next is not null);
    }

    private async Task<bool> CreateAsync(PoolUser user, string username, string poolId, CancellationToken cancellationToken)
    {
        try
        {
            await cognito.AdminCreateUserAsync(
                new()
                {
                    UserPoolId = poolId,
                    Username = username,
                    MessageAction = MessageActionType.SUPPRESS,
                    UserAttributes =
                    [
                        .. user.Attributes.Where(pair => !NotSettable.Contains(pair.Key) && !pair.Key.StartsWith("cognito:", StringComparison.Ordinal))
                            .Select(pair => new AttributeType { Name = pair.Key, Value = pair.Value }),
                    ],
                },
                cancellationToken);
        }
        catch (UsernameExistsException)
        {
            return false;
        }

        if (user.Status != "FORCE_CHANGE_PASSWORD")
        {
            // Four kinds of characters, for any policy; the rest is chance.
            var password = "aA1!" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 40);
            await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = poolId, Username = username, Password = password, Permanent = true }, cancellationToken);
        }

        return true;
    }

    private async Task<List<PoolGroup>> GroupsAsync(string poolId, CancellationToken cancellationToken)
    {
        var groups = new List<PoolGroup>();
        string? next = null;
        do
        {
            var page = await cognito.ListGroupsAsync(new() { UserPoolId = poolId, Limit = PageSize, NextToken = next }, cancellationToken);
            groups.AddRange((page.Groups ?? []).Select(group => new PoolGroup(group.GroupName!, group.Precedence, group.Description)));
            next = page.NextToken;
        }
        while (next is not null);
        return groups;
    }

    private async IAsyncEnumerable<string> MembersAsync(string poolId, string group, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await cognito.ListUsersInGroupAsync(new() { UserPoolId = poolId, GroupName = group, Limit = PageSize, NextToken = next }, cancellationToken);
            foreach (var user in page.Users ?? [])
                yield return user.Username!;

            next = page.NextToken;
        }
        while (next is not null);
    }
}
