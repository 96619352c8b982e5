using System.Net;
using Amazon.Pinpoint.Model;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Aws.Tests.Pinpoint;

/// <summary>The embedded Pinpoint, reached in process or over a loopback port, through the SDK's client either way.</summary>
internal sealed class PinpointWorld : IAsyncDisposable
{
    private readonly WebApplication? _host;
    private readonly AwsClients _clients;

    private PinpointWorld(LocalAws.LocalAws aws, WebApplication? host, AwsClients clients) => (Aws, _host, _clients) = (aws, host, clients);

    public LocalAws.LocalAws Aws { get; }

    public PinpointSender Sender => new(_clients.Pinpoint, FixedApplication.Id);

    public PinpointSender Of(string application) => new(_clients.Pinpoint, application);

    public static async Task<PinpointWorld> OpenAsync(bool overHttp)
    {
        var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        if (!overHttp)
            return new(aws, null, new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, aws.CreateHandler(), TimeProvider.System));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = builder.Build();
        aws.Map(host);
        await host.StartAsync();
        var options = new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = host.Urls.First() };
        return new(aws, host, new AwsClients(options, null, TimeProvider.System));
    }

    public void Fail(params FaultRule[] rules) => Aws.Faults.Set(new FaultPlan { Seed = 7, Rules = rules });

    public static FaultRule On(FaultKind kind, double probability = 1) => new() { Kind = kind, Operation = "SendMessages", Probability = probability };

    public static MessageRequest Push(params string[] tokens) => new()
    {
        Addresses = tokens.ToDictionary(token => token, _ => new AddressConfiguration { ChannelType = "GCM" }),
        MessageConfiguration = new() { GCMMessage = new() { Title = "Diwali", Body = "Namaste {{name}}", Substitutions = new() { ["name"] = ["Asha"] }, TimeToLive = 3600, Action = "URL" } },
    };

    public async ValueTask DisposeAsync()
    {
        _clients.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        await Aws.DisposeAsync();
    }
}
