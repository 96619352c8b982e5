using Clubshop.Api.Coupons;
using Clubshop.Api.Tests.Testing;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Tests.Coupons;

/// <summary>How often Cognito is asked whether a token still holds.</summary>
public sealed class CustomerTokensTests : IAsyncLifetime
{
    private ApiWorld _api = null!;
    private CouponWorld _world = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiWorld.StartAsync();
        _world = new(_api);
        await _world.CreatePoolsAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Token_OfManyRequestsAtOnce_IsAskedForOnce_AndForEachTokenItself()
    {
        using var cognito = new Gate(_api.Clients);
        using var tokens = TokensOf(cognito);
        var (meera, arjun) = ((await _world.SignInAsync("meera")).AccessToken, (await _world.SignInAsync("arjun")).AccessToken);
        Assert.NotNull(await tokens.CustomerOfAsync(arjun, CancellationToken.None)); // the keys are read
        cognito.Close();

        var asked = Enumerable.Range(0, 50).Select(_ => tokens.CustomerOfAsync(meera, CancellationToken.None)).ToList();
        using var leaves = new CancellationTokenSource();
        var gone = tokens.CustomerOfAsync(meera, leaves.Token);
        await cognito.Waiting;
        await leaves.CancelAsync(); // who does not wait any more takes the answer from nobody
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        cognito.Open();

        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.NotNull(await asked[0]);
        Assert.Equal(2, cognito.GetUsers);
    }

    [Fact]
    public async Task Token_ThatCognitoDidNotAnswerFor_IsAskedForAgain()
    {
        using var cognito = new Gate(_api.Clients);
        using var tokens = TokensOf(cognito);
        var meera = (await _world.SignInAsync("meera")).AccessToken;
        await tokens.CustomerOfAsync((await _world.SignInAsync("arjun")).AccessToken, CancellationToken.None);
        cognito.Fails = true;
        await Assert.ThrowsAsync<Tables.BusyException>(() => tokens.CustomerOfAsync(meera, CancellationToken.None));

        cognito.Fails = false;
        Assert.NotNull(await tokens.CustomerOfAsync(meera, CancellationToken.None));
    }

    private static CustomerTokens TokensOf(Gate cognito) => new(
        cognito.Clients, Options.Create(new CustomerOptions { CustomerUserPoolId = CouponWorld.Pool.PoolId, CustomerUserPoolClientId = CouponWorld.Pool.ClientId }),
        Options.Create(new AwsOptions { Mode = AwsMode.Embedded, Region = "ap-south-1" }), TimeProvider.System);

    // The embedded Cognito on its port, behind a gate that counts who asks for a user and lets them wait.
    private sealed class Gate : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _wire = new(new SocketsHttpHandler());
        private readonly Uri _address;
        private TaskCompletionSource? _closed;
        private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _getUsers;

        public Gate(AwsClients real)
        {
            _address = new(real.Cognito.Config.ServiceURL);
            Clients = new(new AwsOptions { Mode = AwsMode.Embedded, Region = "ap-south-1" }, this, TimeProvider.System);
        }

        public AwsClients Clients { get; }

        public int GetUsers => _getUsers;

        public bool Fails { get; set; }

        public Task Waiting => _waiting.Task;

        public void Close() => _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _closed!.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.TryGetValues("X-Amz-Target", out var target) && target.Single().EndsWith(".GetUser", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _getUsers);
                if (Fails)
                    throw new HttpRequestException("The connection was lost.");
                if (_closed is { } closed)
                {
                    _waiting.TrySetResult();
                    await closed.Task.WaitAsync(cancellationToken);
                }
            }

            request.RequestUri = new(_address, request.RequestUri!.PathAndQuery);
            request.Headers.Host = null;
            return await _wire.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            Clients.Dispose();
            _wire.Dispose();
            base.Dispose(disposing);
        }
    }
}
