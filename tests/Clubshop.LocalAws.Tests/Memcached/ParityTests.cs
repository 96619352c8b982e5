using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>The embedded memcached answers as Debian's does, to the byte, CAS ids among them: both are asked the same from their start on.</summary>
public sealed class ParityTests
{
    // Both count in whole seconds, and not from the same moment: what falls on either side of one is asked again.
    private const int Tries = 4;

    [Fact]
    public async Task Embedded_AskedEveryScript_AnswersAsDebiansDoes()
    {
        await using var pair = new Pair();
        var different = new List<string>();
        foreach (var script in await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Memcached", "scripts.txt")))
        {
            if (await pair.DifferenceAsync(script) is { } difference) different.Add(difference);
        }
        Assert.True(different.Count == 0, string.Join("\n\n", different));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Embedded_AskedAtRandom_AnswersAsDebiansDoes(int seed)
    {
        await using var pair = new Pair();
        var scripts = new RandomScripts(seed);
        for (var round = 0; round < 150; round++)
        {
            var script = scripts.Next(40);
            if (await pair.DifferenceAsync(script.ToString()) is not null) Assert.Fail($"seed {seed}, round {round}: {await NarrowAsync(script)}");
        }
    }

    // The shortest head of the script that is answered differently.
    private static async Task<string> NarrowAsync(RandomScripts.Script script)
    {
        for (var count = 1; count < script.Commands.Count; count++)
        {
            await using var pair = new Pair();
            if (await pair.DifferenceAsync(string.Concat(script.Commands.Take(count))) is { } difference) return difference;
        }
        return script.ToString();
    }

    private sealed class Pair : IAsyncDisposable
    {
        private readonly DebianMemcached _debian = new();
        private readonly MemcachedServer _embedded = MemcachedServer.Start(0, new FaultBoard(), TimeProvider.System, NullLogger.Instance);

        public async Task<string?> DifferenceAsync(string script)
        {
            script = $"flush_all noreply~{script}set z 0 0 1~z~gets z~"; // the last shows whether both count CAS ids alike
            for (var attempt = 1; ; attempt++)
            {
                var expected = await RawExchange.RunAsync(_debian.Port, script);
                var actual = await RawExchange.RunAsync(_embedded.Port, script);
                if (actual == expected) return null;
                if (attempt == Tries) return $"{script}\nDebian's: {expected}\nembedded: {actual}";
            }
        }

        public async ValueTask DisposeAsync()
        {
            _debian.Dispose();
            await _embedded.DisposeAsync();
        }
    }
}
