using System.Diagnostics;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Operations.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Operations;

public sealed class JsonLinesTests
{
    [Fact]
    public void Write_OfAMessageWithinARequest_IsOneLineWithTheTrace()
    {
        using var request = new Activity("request").Start();
        var line = Write(LogLevel.Warning, new(2304, "LogBroken"), [new("Id", "01J"), new("Attempt", 3L), new("{OriginalFormat}", "Job {Id} failed")], "Job 01J failed,\n\"twice\"", new InvalidOperationException("broken\nhere"));

        Assert.Equal(1, line.AsSpan().Count('\n'));
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        Assert.Equal(("2026-11-20T10:42:00Z", "warn", "Clubshop.Admin.Jobs.JobRunner", 2304), (root.GetProperty("at").GetString(), root.GetProperty("level").GetString(), root.GetProperty("logger").GetString(), root.GetProperty("event").GetInt32()));
        Assert.Equal("Job 01J failed,\n\"twice\"", root.GetProperty("message").GetString());
        Assert.Equal((request.TraceId.ToHexString(), request.SpanId.ToHexString()), (root.GetProperty("trace").GetString(), root.GetProperty("span").GetString()));
        Assert.Equal(("01J", 3), (root.GetProperty("values").GetProperty("Id").GetString(), root.GetProperty("values").GetProperty("Attempt").GetInt64()));
        Assert.Equal(BuildInfo.Current.Version, root.GetProperty("version").GetString());
        Assert.Contains("broken", root.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfAMessageOutsideOfRequests_HasNoTrace()
    {
        Activity.Current = null;
        using var json = JsonDocument.Parse(Write(LogLevel.Information, default, [], "Started", null));
        Assert.False(json.RootElement.TryGetProperty("trace", out _));
        Assert.False(json.RootElement.TryGetProperty("values", out _));
    }

    [Theory]
    [InlineData("Production", null, JsonLines.FormatterName)]
    [InlineData("Production", "systemd", "systemd")]
    [InlineData("Development", null, null)]
    public void Console_InAnEnvironment_WritesJsonUnlessToldOtherwise(string environment, string? configured, string? formatter)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Logging:Console:FormatterName"] = configured;
        using var services = builder.AddJsonLogs().Services.BuildServiceProvider();

        Assert.Equal(formatter, services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
        Assert.Contains(services.GetServices<ConsoleFormatter>(), one => one.Name == JsonLines.FormatterName);
    }

    private static string Write(LogLevel level, EventId id, IReadOnlyList<KeyValuePair<string, object?>> state, string message, Exception? exception)
    {
        var lines = new JsonLines(new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 10, 42, 0, TimeSpan.Zero)));
        using var text = new StringWriter { NewLine = "\n" };
        lines.Write(new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(level, "Clubshop.Admin.Jobs.JobRunner", id, state, exception, (_, _) => message), null, text);
        return text.ToString();
    }
}
