using System.Net;
using Clubshop.Admin.App;
using Clubshop.Admin.Ops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Audit;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.SignIn.Hosting;

/// <summary>
/// The portal behind Kestrel, on an embedded AWS in memory, with a clock that tests move. Of its background services those of sign-in run;
/// sessions are in DynamoDB only, unless a test gives it <c>Cache:Nodes</c>.
/// </summary>
public sealed class PortalHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LocalAws.LocalAws _aws;

    private readonly bool _ownsAws;

    private PortalHost(WebApplication app, LocalAws.LocalAws aws, bool ownsAws, ManualTime time, CollectedLog log)
    {
        (_app, _aws, _ownsAws, Time, Log) = (app, aws, ownsAws, time, log);
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(a => a.StartsWith("http:", StringComparison.Ordinal)));
    }

    public ManualTime Time { get; }

    public Uri Address { get; }

    /// <summary>Everything that was logged.</summary>
    public CollectedLog Log { get; }

    public LocalAws.LocalAws Aws => _aws;

    /// <summary>Indexes have what was written until now, whatever the lag of the run.</summary>
    public void IndexesFollow() => _aws.IndexesFollow();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public AwsClients Clients => Get<AwsClients>();

    public static DemoPerson Person(Role role) => DemoStaff.People.First(person => person.Role == role);

    /// <param name="settings">Further configuration.</param>
    /// <param name="aws">An AWS to share; by default one of its own.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="environment">Development, or another.</param>
    /// <param name="fill">Whether an AWS of its own gets tables, pools and people.</param>
    /// <param name="add">What the test replaces, or has run in the background.</param>
    /// <param name="map">Endpoints beside those of the frame and of sign-in.</param>
    public static async Task<PortalHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>>? settings = null, LocalAws.LocalAws? aws = null, ManualTime? time = null,
        string environment = "Development", bool fill = true, Action<IServiceCollection>? add = null, Action<WebApplication>? map = null)
    {
        time ??= new ManualTime();
        var fresh = aws is null;
        aws ??= await TestFaults.OpenAsync(time);
        var log = new CollectedLog();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AppSetup).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.Configuration.AddInMemoryCollection(
        [
            .. TestPortal.Settings,
            new("SignIn:ForgotMilliseconds", "0"),
            new("SignIn:RefusedMilliseconds", "0"),
            new("SignIn:Limits:FirstWaitMilliseconds", "0"), // the clock stands still: nobody would be answered
        ]);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddAws(builder.Configuration, AwsMode.Embedded, _ => aws.CreateHandler());
        builder.Services.AddPinpoint(builder.Configuration);
        builder.Services.AddMemcached(builder.Configuration);
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.KeepRunning("SignIn", "Staff", "Storage");
        if (settings?.Any(setting => setting.Key == "Cache:Nodes") != true)
            builder.Services.AddSingleton<ISessionStore>(provider => provider.GetRequiredService<DynamoSessionStore>());

        builder.Services.AddSingleton<LabelledEntries>();
        builder.Services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<LabelledEntries>());
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseApp();
        app.UseSignIn();
        app.MapApp();
        app.MapSignIn();
        map?.Invoke(app);
        if (fresh && fill)
            await FillAsync(app.Services);

        await app.StartAsync();
        return new(app, aws, fresh, time, log);
    }

    public Browser NewBrowser(string userAgent = Browser.Firefox) => new(Address, userAgent);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        Get<LabelledEntries>().Check(_app.Services);
        await _app.DisposeAsync();
        if (_ownsAws)
            await _aws.DisposeAsync();
    }

    private static async Task FillAsync(IServiceProvider services)
    {
        var clients = services.GetRequiredService<AwsClients>();
        await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await services.GetRequiredService<SealingKey>().CreateMissingAsync(CancellationToken.None);
        var pool = await new StaffPoolSetup(clients.Cognito, new StaffOptions()).CreateMissingAsync(CancellationToken.None);
        await new DemoStaff(clients.Cognito).CreateAsync(pool, CancellationToken.None);
    }
}

/// <summary>Keeps what was logged, to show that no secret was.</summary>
public sealed class CollectedLog : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
