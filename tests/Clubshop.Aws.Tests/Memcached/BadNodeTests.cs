using System.Globalization;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>A node that lies, stammers or falls silent: a named exception, no hang, and no answer of another request.</summary>
public sealed class BadNodeTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("garbage\r\n", "not an answer")]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "not an answer")]
    [InlineData("\r\n", "not an answer")]
    [InlineData("END\r\n", "not an answer")]
    [InlineData("VALUE k 0 1\r\nx\r\nEND\r\n", "not an answer")]
    [InlineData("MN\r\n", "what was not asked")]
    [InlineData("NS O{o}\r\n", "what was not asked")]
    [InlineData("HD O{o}\r\n", "what was not asked")]
    [InlineData("VA 1 O99999\r\nx\r\n", "another request")]
    [InlineData("EN O99999\r\n", "another request")]
    [InlineData("VA 1\r\nx\r\n", "another request")]
    [InlineData("VA 1 O{o}\r\nxyz\r\n", "does not end where its size says")]
    [InlineData("VA 3 O{o}\r\nx\r\nEN\r\n", "does not end where its size says")]
    [InlineData("VA 1048577 O{o}\r\n", "a size over")]
    [InlineData("VA 99999999999 O{o}\r\n", "not a number")]
    [InlineData("VA -1 O{o}\r\n\r\n", "not a number")]
    [InlineData("ERROR\r\n", "does not know")]
    [InlineData("CLIENT_ERROR bad data chunk\r\n", "malformed")]
    public async Task Get_WrongAnswer_IsNamed_AndTheNextRequestIsRight(string answer, string problem)
    {
        var lies = 1;
        await using var node = new PlayedNode(async (line, talk) =>
        {
            var said = Interlocked.Exchange(ref lies, 0) == 1 ? answer : "VA 4 O{o}\r\ntrue\r\n";
            await talk.SayAsync(said.Replace("{o}", PlayedNode.NumberOf(line), StringComparison.Ordinal));
        });
        await using var cache = Cluster(node.Address);

        var exception = await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.GetAsync("k", None).WaitAsync(Patience));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Equal(node.Address, exception.Node);
        Assert.Equal("true", Text(await cache.GetAsync("k", None).WaitAsync(Patience)));
        Assert.Equal(2, node.Connections);
    }

    [Theory]
    [InlineData("STAT\r\nEN\r\n")]
    [InlineData("VA 1\r\nx\r\n")]
    public async Task Stats_WrongAnswer_IsNamed(string answer)
    {
        await using var node = PlayedNode.Saying(answer);
        await using var cache = Cluster(node.Address);

        await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.Nodes[0].StatsAsync(None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Get_EndlessLine_IsRefusedWhileItGoesOn()
    {
        await using var node = new PlayedNode(static async (_, talk) =>
        {
            while (true)
                await talk.SayAsync(new string('x', 100));
        });
        await using var cache = Cluster(node.Address);

        var exception = await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Contains("a line of more than", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("V")]
    [InlineData("VA 10 O1\r\nhalf")]
    [InlineData("EN O1\r")]
    public async Task Get_ConnectionEndsBeforeTheAnswerDoes_IsUnavailable(string start)
    {
        await using var node = new PlayedNode(async (_, talk) =>
        {
            await talk.SayAsync(start);
            talk.Hang();
        });
        await using var cache = Cluster(node.Address);

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
    }

    [Theory]
    [InlineData("")]
    [InlineData("VA 10 O")]
    public async Task Get_Silence_EndsAtTheTimeOut(string start)
    {
        var time = new ManualTime();
        await using var node = new PlayedNode(async (_, talk) =>
        {
            await talk.SayAsync(start);
            await talk.SilenceAsync();
        });
        await using var cache = Cluster(node.Address, options => options.Timeout = Limit, time);

        var get = cache.GetAsync("k", None);
        await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);
        time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(get.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(10));

        var exception = await Assert.ThrowsAsync<MemcachedUnavailableException>(() => get.WaitAsync(Patience));
        Assert.Contains("no answer within 500 ms", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.NotSent);
    }

    [Fact]
    public async Task Get_AnswerAfterTheTimeOut_IsNotTheNextRequests()
    {
        var time = new ManualTime();
        var (sayFirst, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        List<string> numbers = [];
        await using var node = new PlayedNode(async (line, talk) =>
        {
            numbers.Add(PlayedNode.NumberOf(line));
            if (numbers.Count == 1)
                return;
            await sayFirst.Task;
            if (numbers.Count == 2)
                await talk.SayAsync($"VA 5 O{numbers[0]}\r\nfirst\r\n"); // it does answer, so the connection is kept
            if (numbers.Count < 3)
                return;
            await goOn.Task;
            await talk.SayAsync($"VA 4 O{numbers[1]}\r\nslow\r\nVA 5 O{numbers[2]}\r\nother\r\n");
        });
        await using var cache = Cluster(node.Address, options => options.Timeout = Limit, time);

        var first = cache.GetAsync("first", None);
        await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);
        time.Advance(TimeSpan.FromMilliseconds(1));
        var slow = cache.GetAsync("slow", None);
        time.Advance(TimeSpan.FromMilliseconds(1));
        sayFirst.SetResult();
        Assert.Equal("first", Text(await first.WaitAsync(Patience)));
        time.Advance(Limit);
        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => slow.WaitAsync(Patience));
        var other = cache.GetAsync("other", None);
        goOn.SetResult();

        Assert.Equal("other", Text(await other.WaitAsync(Patience)));
        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Get_Cancelled_IsNotWaitedFor_AndItsAnswerIsNotTheNextRequests()
    {
        var goOn = new TaskCompletionSource();
        await using var node = new PlayedNode(async (line, talk) =>
        {
            await goOn.Task;
            var key = line.Split(' ')[1];
            await talk.SayAsync($"VA {key.Length} O{PlayedNode.NumberOf(line)}\r\n{key}\r\n");
        });
        await using var cache = Cluster(node.Address);
        using var cancel = new CancellationTokenSource();

        var first = cache.GetAsync("first", cancel.Token);
        await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);
        var second = cache.GetAsync("second", None);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Patience));
        goOn.SetResult();

        Assert.Equal("second", Text(await second.WaitAsync(Patience)));
        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Get_AByteAtATime_IsTheAnswer()
    {
        await using var node = new PlayedNode(static async (line, talk) =>
        {
            foreach (var letter in $"VA 5 c7 O{PlayedNode.NumberOf(line)}\r\nhello\r\n")
                await talk.SayAsync(letter.ToString());
        });
        await using var cache = Cluster(node.Address);

        for (var i = 0; i < 20; i++)
            Assert.Equal("hello", Text(await cache.GetAsync("k", None).WaitAsync(Patience)));
    }

    [Fact]
    public async Task Connection_EndedByTheNodeWhileItRests_IsMadeAgain_AndNoFailure()
    {
        var time = new ManualTime();
        var talks = System.Threading.Channels.Channel.CreateUnbounded<PlayedNode.Talk>();
        await using var node = new PlayedNode(async (line, talk) =>
        {
            await talk.SayAsync($"EN O{PlayedNode.NumberOf(line)}\r\n");
            talks.Writer.TryWrite(talk);
        });
        await using var cache = Cluster(node.Address, options => options.FailuresToOpen = 1, time);
        await cache.GetAsync("k", None).WaitAsync(Patience);
        var since = cache.Nodes[0].State.Since;

        time.Advance(TimeSpan.FromSeconds(60));
        (await talks.Reader.ReadAsync()).Hang();
        while (node.Connections < 2)
            await Task.Yield();

        Assert.Null(await cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Equal((NodeCondition.Up, since), (cache.Nodes[0].State.Condition, cache.Nodes[0].State.Since));
    }

    [Fact]
    public async Task Connection_EndedAtOnceTimeAndAgain_IsNotMadeAgainWithoutAPause()
    {
        var time = new ManualTime();
        await using var node = new PlayedNode(static async (_, talk) =>
        {
            await talk.SayAsync("MN\r\n");
            talk.Hang();
        });
        node.Greets = false;
        await using var cache = Cluster(node.Address, options => options.FailuresToOpen = 3, time);
        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));

        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
        for (var probe = 0; probe < 5; probe++)
        {
            while (!(time.Dues is [var due, ..] && due <= TimeSpan.FromSeconds(2)))
                await Task.Yield();
            time.Advance(time.Dues[0]);
        }

        Assert.InRange(node.Connections, 4, 20);
    }

    [Fact]
    public async Task Get_CancelledTimeAndAgainByImpatientCallers_StillCountsAsLate()
    {
        var time = new ManualTime();
        await using var node = new PlayedNode(static (_, _) => Task.CompletedTask);
        await using var cache = Cluster(node.Address, options => (options.Timeout, options.FailuresToOpen) = (Limit, 1), time);
        using var cancel = new CancellationTokenSource();
        var get = cache.GetAsync("k", cancel.Token);
        await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => get.WaitAsync(Patience));
        time.Advance(Limit);

        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
    }

    [Fact]
    public async Task Get_AnswersNobodyAskedFor_EndTheConnection()
    {
        await using var node = new PlayedNode(static (line, talk) =>
            talk.SayAsync($"VA 1 O{PlayedNode.NumberOf(line)}\r\na\r\nVA 1 O{PlayedNode.NumberOf(line)}\r\nb\r\n"));
        await using var cache = Cluster(node.Address);

        for (var i = 0; i < 5; i++)
        {
            try
            {
                Assert.Equal("a", Text(await cache.GetAsync("k", None).WaitAsync(Patience)));
            }
            catch (MemcachedException)
            {
                // The extra answer came while this one was under way.
            }
        }
    }

    [Fact]
    public async Task Connect_NodeThatIsNoMemcached_IsNamed()
    {
        await using var node = PlayedNode.Saying("220 smtp.example ESMTP\r\n");
        node.Greets = false;
        await using var cache = Cluster(node.Address);

        await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Equal(NodeCondition.Down, cache.Nodes[0].State.Condition);
        Assert.Contains("not an answer", cache.Nodes[0].State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NodeBefore16_IsToldSo()
    {
        await using var node = PlayedNode.Saying("ERROR\r\n");
        node.Greets = false;
        await using var cache = Cluster(node.Address);

        var exception = await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Contains("meta protocol", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_NodeOutOfMemory_IsUnavailable_AndTheConnectionGoesOn()
    {
        await using var node = PlayedNode.Saying("SERVER_ERROR out of memory storing object\r\n");
        await using var cache = Cluster(node.Address);

        for (var i = 0; i < 5; i++)
            await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.StoreAsync("k", Bytes("v"), Plain, None).WaitAsync(Patience));
        Assert.Equal(1, node.Connections);
    }

    [Fact]
    public async Task Store_NodeWithASmallerLimit_SaysTooLarge()
    {
        await using var node = PlayedNode.Saying("SERVER_ERROR object too large for cache\r\n");
        await using var cache = Cluster(node.Address);

        await Assert.ThrowsAsync<MemcachedValueTooLargeException>(() => cache.StoreAsync("k", new byte[5000], Plain, None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Problem_HoldsNoKeyAndNoValue()
    {
        await using var node = PlayedNode.Saying("SECRET-VALUE\r\n");
        await using var cache = Cluster(node.Address);

        var exception = await Assert.ThrowsAsync<MemcachedProtocolException>(() => cache.GetAsync("secret-key", None).WaitAsync(Patience));

        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", cache.Nodes[0].State.Problem ?? "", StringComparison.OrdinalIgnoreCase);
    }

    // Many callers, some of whom give up, over a node that cuts its answers anywhere and breaks off now and then.
    [Fact]
    public async Task Gets_ManyAtOnceOverABadNode_NeverHaveAnotherKeysValue()
    {
        var seed = TestSeed.Next();
        var right = 0;
        await using var node = new PlayedNode(async (line, talk) =>
        {
            var random = new Random(HashCode.Combine(seed, line.Length, PlayedNode.NumberOf(line).Length));
            var key = line.Split(' ')[1];
            var answer = $"VA {key.Length} c1 O{PlayedNode.NumberOf(line)}\r\n{key}\r\n";
            var number = ulong.Parse(PlayedNode.NumberOf(line), CultureInfo.InvariantCulture);
            var cut = number % 7 == 0 ? random.Next(answer.Length) : answer.Length;
            await talk.SayAsync(answer[..cut]);
            if (number % 97 == 0)
                talk.Hang();
            else if (number % 89 == 0)
                await talk.SayAsync("garbage\r\n");
            else
                await talk.SayAsync(answer[cut..]);
        });
        await using var cache = Cluster(node.Address, options => (options.FailuresToOpen, options.ConnectionsPerNode) = (1000, 4));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async caller =>
        {
            var random = new Random(seed + caller);
            for (var i = 0; i < 150; i++)
            {
                var key = $"key-{caller}-{i}-{new string('x', random.Next(20))}";
                using var cancel = new CancellationTokenSource();
                var get = cache.GetAsync(key, cancel.Token);
                if (random.Next(5) == 0)
                    await cancel.CancelAsync();
                try
                {
                    Assert.True(key == Text(await get.WaitAsync(Patience)), $"seed {seed}");
                    Interlocked.Increment(ref right);
                }
                catch (Exception exception) when (exception is MemcachedException or OperationCanceledException)
                {
                    // Lost or given up; never wrong.
                }
            }
        }));

        Assert.True(right > 1000, $"seed {seed}: only {right} of 4800 gets were answered");
    }
}
