using System.Net;
using System.Net.Http.Headers;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Tests.Playback;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Time.Testing;
using OtpNet;

namespace Clubshop.Aws.Tests.Embedded;

/// <summary>A staff pool of the embedded Cognito, made through the stand-in: nothing is shared with the client but the wire.</summary>
internal sealed class EmbeddedPool : IDisposable
{
    public const string Temporary = "Temp0rary-Horse!";
    public const string Password = "Corr3ct-Horse!";
    public const string Email = "ada@example.test";

    private readonly Handler _handler;
    private readonly MessageOutbox _outbox = new();

    private EmbeddedPool()
    {
        var service = new CognitoService("ap-south-1", Time, _outbox);
        _outbox.Attach(new MemoryLog());
        service.Attach(new MemoryLog());
        _handler = new Handler(service);
        Clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, _handler, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 3, 9, 5, 7, TimeSpan.Zero));

    public AwsClients Clients { get; }

    public IAmazonCognitoIdentityProvider Admin => Clients.Cognito;

    public UserPoolOptions Options { get; private set; } = null!;

    public TokenVerifier Verifier { get; private set; } = null!;

    public SignInFlow Flow { get; private set; } = null!;

    public static async Task<EmbeddedPool> MakeAsync(string mfa = "ON", bool secret = true)
    {
        var made = new EmbeddedPool();
        var pool = (await made.Admin.CreateUserPoolAsync(new CreateUserPoolRequest
        {
            PoolName = "people",
            UsernameAttributes = [UsernameAttributeType.Email],
            AutoVerifiedAttributes = [VerifiedAttributeType.Email],
            AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true },
            AccountRecoverySetting = new() { RecoveryMechanisms = [new() { Name = RecoveryOptionNameType.Verified_email, Priority = 1 }] },
            Policies = new()
            {
                PasswordPolicy = new()
                {
                    MinimumLength = 8,
                    RequireLowercase = true,
                    RequireUppercase = true,
                    RequireNumbers = true,
                    RequireSymbols = true,
                    PasswordHistorySize = 24,
                    TemporaryPasswordValidityDays = 7,
                },
            },
        })).UserPool!;
        await made.Admin.SetUserPoolMfaConfigAsync(new SetUserPoolMfaConfigRequest
        {
            UserPoolId = pool.Id,
            MfaConfiguration = mfa,
            SoftwareTokenMfaConfiguration = new() { Enabled = true },
        });
        var client = (await made.Admin.CreateUserPoolClientAsync(new CreateUserPoolClientRequest
        {
            UserPoolId = pool.Id,
            ClientName = "portal",
            GenerateSecret = secret,
            ExplicitAuthFlows = [ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH, ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH],
            PreventUserExistenceErrors = PreventUserExistenceErrorTypes.ENABLED,
        })).UserPoolClient!;
        made.Options = new UserPoolOptions("ap-south-1", pool.Id!, client.ClientId!, client.ClientSecret);
        made.Verifier = made.Clients.CreateTokenVerifier(made.Options);
        made.Flow = made.Clients.CreateSignInFlow(made.Options, made.Verifier);
        return made;
    }

    /// <summary>Invites a person: a temporary password, a verified address, a group.</summary>
    public async Task<string> InviteAsync(string email = Email, string group = "Administrators")
    {
        var created = await Admin.AdminCreateUserAsync(new AdminCreateUserRequest
        {
            UserPoolId = Options.PoolId,
            Username = email,
            TemporaryPassword = Temporary,
            MessageAction = MessageActionType.SUPPRESS,
            UserAttributes = [new() { Name = "email", Value = email }, new() { Name = "email_verified", Value = "true" }],
        });
        try
        {
            await Admin.CreateGroupAsync(new CreateGroupRequest { UserPoolId = Options.PoolId, GroupName = group, Precedence = 0 });
        }
        catch (GroupExistsException)
        {
            // Two people of one group.
        }

        await Admin.AdminAddUserToGroupAsync(new AdminAddUserToGroupRequest
        {
            UserPoolId = Options.PoolId,
            Username = created.User!.Username,
            GroupName = group,
        });
        return created.User.Username!;
    }

    public Task SetPasswordAsync(string password, string email = Email) => Admin.AdminSetUserPasswordAsync(new AdminSetUserPasswordRequest
    {
        UserPoolId = Options.PoolId,
        Username = email,
        Password = password,
        Permanent = true,
    });

    /// <summary>Invited, with a password of their own and an authenticator; the key is the result.</summary>
    public async Task<(string Key, SignInStep.SignedIn SignedIn)> EnrolAsync(string email = Email)
    {
        await InviteAsync(email);
        await SetPasswordAsync(Password, email);
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(await Flow.StartAsync(email, Password));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await Flow.BeginEnrolmentAsync(enrol.Pending));
        var done = Assert.IsType<SignInStep.SignedIn>(await Flow.VerifyEnrolmentAsync(started.Pending, Code(started.SecretKey)));
        Time.Advance(TimeSpan.FromSeconds(30)); // a code is good once
        return (started.SecretKey, done);
    }

    public async Task<SignInStep.SignedIn> SignInAsync(string key, string password = Password)
    {
        var code = Assert.IsType<SignInStep.CodeRequired>(await Flow.StartAsync(Email, password));
        var done = Assert.IsType<SignInStep.SignedIn>(await Flow.AnswerCodeAsync(code.Pending, Code(key)));
        Time.Advance(TimeSpan.FromSeconds(30));
        return done;
    }

    /// <summary>The digits of the newest message.</summary>
    public string SentCode() => new([.. _outbox.Read()[^1].Body.Where(char.IsAsciiDigit).Take(6)]);

    /// <summary>What an authenticator app shows (RFC 6238).</summary>
    public string Code(string key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(Time.GetUtcNow().UtcDateTime);

    public string WrongCode(string key) => Code(key) == "000000" ? "000001" : "000000";

    public void Dispose()
    {
        Verifier.Dispose();
        Clients.Dispose();
        _handler.Dispose();
    }

    private sealed class Handler(CognitoService service) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var (name, values) in request.Headers.Concat(request.Content is { } c ? c.Headers.AsEnumerable() : []))
                headers[name] = string.Join(',', values);
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var answer = await service.AnswerAsync(
                new WireRequest(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body), cancellationToken);
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new ByteArrayContent(answer.Body.ToArray()) };
            response.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.ContentType);
            foreach (var (name, value) in answer.Headers)
                response.Headers.TryAddWithoutValidation(name, value);
            return response;
        }
    }

    private sealed class MemoryLog : IStateLog
    {
        public ValueTask AppendAsync(ReadOnlyMemory<byte> entry, Action<bool>? settled = null)
        {
            settled?.Invoke(true);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
