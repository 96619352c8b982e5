using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.CatalogApi;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Aws.Cognito;
using Clubshop.LocalAws.Cognito;
using Microsoft.AspNetCore.Routing;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>Who may call the administrators' API at all, and what each role and scope may do there.</summary>
public sealed class CallerTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    [Fact]
    public async Task EveryAddress_WithoutAToken_OrWithOneOfAnotherKind_IsRefused()
    {
        var registry = await world.ClientAsync([.. ApiScopes.OfRegistry]);
        var cookie = "clubshop=" + new string('a', 43);
        foreach (var (method, path, scope) in Addresses())
        {
            Assert.Equal((method, path, 401, "invalid-token"), Told(method, path, await world.SendAsync(method, path, null)));
            Assert.Equal((method, path, 401, "invalid-token"), Told(method, path, await world.SendAsync(method, path, "rubbish")));
            Assert.Equal((method, path, 403, "insufficient-scope"), Told(method, path, await world.SendAsync(method, path, registry)));
            var only = await world.ClientAsync(scope == ApiScope.CatalogRead ? ApiScope.CatalogWrite : ApiScope.CatalogRead);
            Assert.Equal((method, path, 403, "insufficient-scope"), Told(method, path, await world.SendAsync(method, path, only)));
            using var withCookie = await world.Host.SendAsync(method, path, null, cookie: cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, withCookie.StatusCode);
        }
    }

    [Fact]
    public async Task EveryAddress_OfTheRegistry_RefusesStaffAndCatalogClients()
    {
        var staff = await world.StaffAsync(Role.Administrators);
        var client = await world.ClientAsync(ApiScope.CatalogRead, ApiScope.CatalogWrite);
        foreach (var endpoint in world.Host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<NeedsScopeAttribute>() is not null))
        {
            var (method, path) = (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], Sample(endpoint));
            Assert.Equal(401, (await world.SendAsync(method, path, staff)).Number);
            Assert.Equal(403, (await world.SendAsync(method, path, client)).Number);
        }
    }

    [Fact]
    public async Task EveryRole_ReadsAll_AndChangesWhatItMayOnThePages()
    {
        List<string> wrong = [];
        foreach (var role in Enum.GetValues<Role>())
        {
            var token = await world.StaffAsync(role);
            var (all, assigned) = (Permissions.Has(role, Permission.EditWholeCatalog), Permissions.Has(role, Permission.EditCatalog));
            var (mine, other) = (await world.OfferAsync(), await world.OfferAsync(world.Other));
            await IsAsync(true, "GET", "/offers");
            await IsAsync(true, "GET", mine.Location!);
            await IsAsync(all, "POST", "/clubs", new { name = CatalogApiWorld.NewName("Club") });
            await IsAsync(all, "POST", "/categories", new { name = CatalogApiWorld.NewName("Category") });
            await IsAsync(assigned, "POST", "/shops", new { name = CatalogApiWorld.NewName("Shop"), clubIds = new[] { world.Mine.Id } });
            await IsAsync(all, "POST", "/shops", new { name = CatalogApiWorld.NewName("Shop"), clubIds = new[] { world.Other.Id } });
            await IsAsync(all, "POST", "/shops", new { name = CatalogApiWorld.NewName("Shop") });
            await IsAsync(assigned, "POST", "/offers", world.NewOffer());
            await IsAsync(all, "POST", "/offers", world.NewOffer(world.Other));
            foreach (var (offer, may) in new[] { (mine, assigned), (other, all) })
            {
                await IsAsync(may, "PATCH", offer.Location!, new { terms = "Changed" }, "\"1\"");
                var version = may ? 1 : 0;
                foreach (var step in new[] { "/publish", "/pause", "/archive" })
                {
                    await IsAsync(may, "POST", offer.Location + step, null, may ? $"\"{++version}\"" : "\"1\"");
                }

                await IsAsync(may, "DELETE", offer.Location!, null, may ? $"\"{++version}\"" : "\"1\"");
                if (may)
                    await IsAsync(may, "POST", offer.Location + "/restore", null, $"\"{++version}\"");
                await IsAsync(assigned, "POST", "/offers/jobs", new { action = "archive", ids = new[] { offer.Id } });
            }

            await IsAsync(all, "POST", "/categories/jobs", new { action = "upsert", rows = new[] { new { code = "A" } } });

            async Task IsAsync(bool may, string method, string path, object? body = null, string? match = null)
            {
                var answer = await world.SendAsync(method, path, token, body, match);
                if ((answer.Number == 403) == may || (may && answer.Number >= 400) || (!may && answer.Code != Problem.Forbidden))
                    wrong.Add($"{role} {method} {path}: {answer.Number} {answer.Code}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Token_ForgedOrOfAnotherUse_IsRefused()
    {
        var good = await world.StaffAsync(Role.Administrators);
        var parts = good.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        string Forged(string from, string to) => $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Replace(from, to, StringComparison.Ordinal)))}.{parts[2]}";

        Assert.Equal(200, (await world.GetAsync("/offers", good)).Number);
        foreach (var bad in new[]
                 {
                     Forged("\"exp\":1", "\"exp\":2"), Forged("Administrators", "Nobody"), $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{parts[2][..^8]}AAAAAAAA",
                     $"{Base64Url.EncodeToString("{\"alg\":\"none\"}"u8)}.{parts[1]}.", "a.b.c", "..", good + "x", new string('a', 20_000) + ".b.c",
                 })
        {
            Assert.Equal((401, "invalid-token"), Told(await world.GetAsync("/offers", bad)));
        }

        Assert.DoesNotContain(parts[2], world.Host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OfTheOtherPool_OrAnIdToken_IsRefused()
    {
        var cognito = world.Host.Get<IAmazonCognitoIdentityProvider>();
        var (access, id) = await CustomerTokensAsync(cognito);
        Assert.Equal((401, "invalid-token"), Told(await world.GetAsync("/offers", access)));
        Assert.Equal((401, "invalid-token"), Told(await world.GetAsync("/offers", id)));

        var staff = await StaffTokensAsync(cognito, "id.token@clubshop.example", Role.Administrators);
        Assert.Equal(200, (await world.GetAsync("/offers", staff.AccessToken)).Number);
        Assert.Equal((401, "invalid-token"), Told(await world.GetAsync("/offers", staff.IdToken)));
    }

    [Fact]
    public async Task Token_Expired_IsRefused()
    {
        await using var portal = await PortalHost.StartAsync(map: app =>
        {
            app.MapRegistryApi();
            app.MapCatalogApi();
        });
        var (flow, person) = (portal.Get<SignInFlow>(), PortalHost.Person(Role.ReadOnly));
        var first = Assert.IsType<SignInStep.EnrolmentRequired>(await flow.StartAsync(person.Email, person.Password));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await flow.BeginEnrolmentAsync(first.Pending));
        var tokens = Assert.IsType<SignInStep.SignedIn>(await flow.VerifyEnrolmentAsync(started.Pending, new Authenticator(started.SecretKey, portal.Time).Code())).Tokens;
        using var http = new HttpClient { BaseAddress = portal.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.AccessToken);
        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await http.GetAsync(new Uri("/api/v1/clubs/none", UriKind.Relative));
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync());
        portal.Time.Advance(tokens.ExpiresAt - portal.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync());
        portal.Time.Advance(TimeSpan.FromSeconds(1)); // what was learned of it a second ago does not help
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
    }

    [Fact]
    public async Task Clubs_OfAClient_AreGivenByCodeOrId()
    {
        var clubs = world.Host.Get<ClubService>();

        Assert.Equal([world.Mine.Id, world.Other.Id], await ApiClientCommand.IdsOfAsync(clubs, [world.Mine.Code.ToUpperInvariant(), world.Other.Id]));
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiClientCommand.IdsOfAsync(clubs, ["no-such-club"]));
        Assert.Equal("There is no club with the code or id no-such-club.", unknown.Message);
    }

    [Fact]
    public async Task Token_OfSomebodyDisabledOrSignedOut_StopsWorking()
    {
        await using var host = new Registry.Api.ApiHost(("SignIn:RecheckSeconds", "1"), ("Api:RequestsPerSecond", "100000"), ("Api:Burst", "100000"));
        var fresh = new HostCaller(host);
        var cognito = host.Get<IAmazonCognitoIdentityProvider>();
        var token = await fresh.SignInAsync(DemoStaff.People.First(one => one.Role == Role.ReadOnly).Email);
        var other = await fresh.SignInAsync(DemoStaff.People.First(one => one.Role == Role.Support).Email);
        Assert.Equal((200, 200), (await fresh.StatusAsync(token), await fresh.StatusAsync(other)));

        await cognito.AdminUserGlobalSignOutAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = DemoStaff.People.First(one => one.Role == Role.ReadOnly).Email });
        await cognito.AdminDisableUserAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = DemoStaff.People.First(one => one.Role == Role.Support).Email });
        Assert.Equal((401, 401), (await fresh.UntilAsync(token, 401), await fresh.UntilAsync(other, 401)));
    }

    [Fact]
    public async Task Token_OfSomebodyWhoLosesRoleOrAuthenticator_StopsWorking()
    {
        await using var host = new Registry.Api.ApiHost(("SignIn:RecheckSeconds", "1"), ("Api:RequestsPerSecond", "100000"), ("Api:Burst", "100000"));
        var fresh = new HostCaller(host);
        var cognito = host.Get<IAmazonCognitoIdentityProvider>();
        var (plain, without) = (DemoStaff.People.First(one => one.Role == Role.ReadOnly).Email, DemoStaff.People.First(one => one.Role == Role.Support).Email);
        var (token, other) = (await fresh.SignInAsync(plain), await fresh.SignInAsync(without));
        Assert.Equal((200, 200), (await fresh.StatusAsync(token), await fresh.StatusAsync(other)));

        await cognito.AdminRemoveUserFromGroupAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = plain, GroupName = nameof(Role.ReadOnly) });
        await cognito.AdminDeleteSoftwareTokenAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = without });
        Assert.Equal((403, 401), (await fresh.UntilAsync(token, 403), await fresh.UntilAsync(other, 401)));
    }

    [Theory]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA", null, true)]
    [InlineData("SOFTWARE_TOKEN_MFA", null, null, true)]
    [InlineData("SOFTWARE_TOKEN_MFA SMS_MFA", "SOFTWARE_TOKEN_MFA", null, true)]
    [InlineData("SOFTWARE_TOKEN_MFA SMS_MFA", "SMS_MFA", null, false)]
    [InlineData("SOFTWARE_TOKEN_MFA SMS_MFA", null, null, false)]
    [InlineData("SMS_MFA", "SMS_MFA", null, false)]
    [InlineData("SMS_MFA", null, null, false)]
    [InlineData("SMS_MFA", "SOFTWARE_TOKEN_MFA", null, false)]
    [InlineData("", null, null, false)]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA", "pwd", false)]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA", "pwd otp mfa", true)]
    public void Proof_OfASignInWithAnAuthenticator_IsTheFactorThatCognitoAsksFor(string factors, string? preferred, string? methods, bool proves) => Assert.Equal(
        proves,
        SignInProof.Proves(
            new AccessClaims("sub", "name", [], DateTimeOffset.UtcNow) { Methods = methods?.Split(' ') }, factors.Split(' ', StringSplitOptions.RemoveEmptyEntries), preferred));

    [Fact]
    public async Task Token_OfAnotherAppClient_IsTakenOnlyWhereItIsNamed()
    {
        var pool = world.Host.Get<Microsoft.Extensions.Options.IOptions<Clubshop.Admin.SignIn.StaffPoolOptions>>().Value.ToPool();
        using var verifier = world.Host.Get<Clubshop.Aws.AwsClients>().CreateTokenVerifier(pool with { ClientId = "anotherclient" });
        var token = await world.StaffAsync(Role.Administrators);

        Assert.Equal("client_id", (await Assert.ThrowsAsync<TokenNotTrustedException>(() => verifier.VerifyAccessAsync(token))).Message);
        Assert.Equal("client_id", (await Assert.ThrowsAsync<TokenNotTrustedException>(() => verifier.VerifyAccessAsync(token, ["athird"]))).Message);
        var claims = await verifier.VerifyAccessAsync(token, [FixedIds.StaffClientId]);
        Assert.NotNull(claims.SignedInAt);
    }

    [Theory]
    [InlineData(ProgramRights.Read, "SeeCatalog All")]
    [InlineData(ProgramRights.Write, "SeeCatalog All, EditWholeCatalog All, EditCatalog All, EditCategories All, Import All")]
    [InlineData(ProgramRights.WriteOfClubs, "SeeCatalog All, EditCatalog Assigned, Import Assigned")]
    public void Rights_OfPrograms_AreThoseOfTheCatalogAlone(ProgramRights rights, string expected)
    {
        var actor = new Actor { Id = "api:1", Name = "A", Email = "", Role = null, Program = rights };

        var had = Enum.GetValues<Permission>().Where(actor.Has).Select(permission => $"{permission} {actor.ReachOf(permission)}");

        Assert.Equal(expected, string.Join(", ", had));
        Assert.All(Enum.GetValues<Permission>().Where(permission => !actor.Has(permission)), permission => Assert.Equal(Problem.Forbidden, actor.Refuse(permission)!.Code));
    }

    [Fact]
    public async Task Client_Revoked_StopsWorking()
    {
        var made = (await world.Host.Clients.CreateAsync(Actor.System, "Short", [ApiScope.CatalogRead], [], CatalogApiWorld.None)).Value!;
        using var answer = await world.Host.AskTokenAsync(made.Client.Id, made.Text);
        var token = (await Registry.Api.ApiHost.JsonOf(answer)).GetProperty("access_token").GetString();
        Assert.Equal(200, (await world.GetAsync("/clubs", token)).Number);

        await world.Host.Clients.RevokeAsync(Actor.System, made.Client.Id, CatalogApiWorld.None);

        Assert.Equal((401, "invalid-token"), Told(await world.GetAsync("/clubs", token)));
    }

    [Fact]
    public async Task Client_RestrictedToClubs_NeedsTheScopeAndRealIds()
    {
        var clients = world.Host.Clients;
        Assert.Equal("invalid-clubs", (await clients.CreateAsync(Actor.System, "A", [ApiScope.CatalogRead], [world.Mine.Id], CatalogApiWorld.None)).Problems[0].Code);
        Assert.Equal("invalid-clubs", (await clients.CreateAsync(Actor.System, "A", [ApiScope.CatalogWrite], ["deccan"], CatalogApiWorld.None)).Problems[0].Code);
        Assert.DoesNotContain(ApiScope.CatalogWrite, ApiScopes.OfRegistry);
    }

    private IEnumerable<(string Method, string Path, ApiScope Scope)> Addresses() =>
        from endpoint in world.Host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let needs = endpoint.Metadata.GetMetadata<NeedsCatalogAttribute>()
        where needs is not null
        select (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], Sample(endpoint), needs.Scope);

    private static string Sample(RouteEndpoint endpoint) =>
        Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]*\}", "019a00000000700080000000000000aa", RegexOptions.ExplicitCapture);

    private static async Task<(string Access, string Id)> CustomerTokensAsync(IAmazonCognitoIdentityProvider cognito)
    {
        const string name = "customer-of-api";
        await cognito.AdminCreateUserAsync(new()
        {
            UserPoolId = FixedIds.CustomerPoolId,
            Username = name,
            MessageAction = MessageActionType.SUPPRESS,
            UserAttributes = [new() { Name = "email", Value = "customer.of.api@example.in" }, new() { Name = "email_verified", Value = "true" }],
        });
        await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = FixedIds.CustomerPoolId, Username = name, Password = "Customer-2026-Aa", Permanent = true });
        var client = (await cognito.CreateUserPoolClientAsync(new() { UserPoolId = FixedIds.CustomerPoolId, ClientName = "test", ExplicitAuthFlows = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] })).UserPoolClient!;
        var signed = await cognito.AdminInitiateAuthAsync(new()
        {
            UserPoolId = FixedIds.CustomerPoolId,
            ClientId = client.ClientId,
            AuthFlow = AuthFlowType.ADMIN_USER_PASSWORD_AUTH,
            AuthParameters = new() { ["USERNAME"] = name, ["PASSWORD"] = "Customer-2026-Aa" },
        });
        return (signed.AuthenticationResult!.AccessToken!, signed.AuthenticationResult.IdToken!);
    }

    private async Task<Tokens> StaffTokensAsync(IAmazonCognitoIdentityProvider cognito, string email, Role role)
    {
        await cognito.AdminCreateUserAsync(new()
        {
            UserPoolId = FixedIds.StaffPoolId,
            Username = email,
            MessageAction = MessageActionType.SUPPRESS,
            UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = "Id Token" }],
        });
        await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = email, Password = "Staff-Pass-2026-Aa", Permanent = true });
        await cognito.AdminAddUserToGroupAsync(new() { UserPoolId = FixedIds.StaffPoolId, Username = email, GroupName = role.ToString() });
        var flow = world.Host.Get<SignInFlow>();
        var first = Assert.IsType<SignInStep.EnrolmentRequired>(await flow.StartAsync(email, "Staff-Pass-2026-Aa"));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await flow.BeginEnrolmentAsync(first.Pending));
        var code = new Authenticator(started.SecretKey, TimeProvider.System).Code();
        return Assert.IsType<SignInStep.SignedIn>(await flow.VerifyEnrolmentAsync(started.Pending, code)).Tokens;
    }

    private static (string, string, int, string?) Told(string method, string path, Answer answer) => (method, path, answer.Number, answer.Code);

    private static (int, string?) Told(Answer answer) => (answer.Number, answer.Code);

    private sealed class HostCaller(Registry.Api.ApiHost host)
    {
        public async Task<string> SignInAsync(string email)
        {
            using var answer = await host.Http.PostAsync(new Uri("/local/token?email=" + Uri.EscapeDataString(email), UriKind.Relative), null);
            return await answer.Content.ReadAsStringAsync();
        }

        public async Task<int> StatusAsync(string token)
        {
            using var answer = await host.SendAsync("GET", "/api/v1/clubs/none", token);
            return answer.StatusCode == HttpStatusCode.NotFound ? 200 : (int)answer.StatusCode;
        }

        /// <summary>The status once what was read of the token is no longer trusted: within a second.</summary>
        public async Task<int> UntilAsync(string token, int status)
        {
            var until = Environment.TickCount64 + 10_000;
            int now;
            while ((now = await StatusAsync(token)) != status && Environment.TickCount64 < until)
                await Task.Yield();
            return now;
        }
    }
}
