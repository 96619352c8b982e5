using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Clubshop.Api.Tests.Http;

/// <summary>Every log message of the server has an id of its own, in the range that docs/log-events.md has for it.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void EveryLogMessage_HasAnIdOfItsOwnInTheRange()
    {
        var ids = typeof(ApiSetup).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().Select(message => message.EventId).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.InRange(id, 6000, 6999));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
