using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.SignIn.Sessions;

public sealed class SessionMemoryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Keep_AReadThatComesBackAfterTheEnd_IsForgotten()
    {
        var memory = new SessionMemory(_time);
        memory.End("a", SessionEnd.SignedOut);
        memory.Keep(EntryOf("a"));
        Assert.Null(memory.Find("a"));
        Assert.True(memory.HasEnded("a"));
    }

    [Fact]
    public void End_Twice_TellsEachWatcherOnce()
    {
        var memory = new SessionMemory(_time);
        List<SessionEnd> heard = [];
        using var first = memory.Watch("a", heard.Add);
        using var second = memory.Watch("a", end => heard.Add(end));
        using var other = memory.Watch("b", _ => Assert.Fail("b did not end"));
        memory.End("a", SessionEnd.Revoked);
        memory.End("a", SessionEnd.Idle);
        Assert.Equal([SessionEnd.Revoked, SessionEnd.Revoked], heard);
    }

    [Fact]
    public void Watch_Disposed_HearsNothing()
    {
        var memory = new SessionMemory(_time);
        var heard = 0;
        memory.Watch("a", _ => heard++).Dispose();
        memory.End("a", SessionEnd.Revoked);
        Assert.Equal(0, heard);
    }

    [Fact]
    public void Forget_OnePersonsSessions_LeavesTheOthers()
    {
        var memory = new SessionMemory(_time);
        memory.Keep(EntryOf("a"));
        memory.Keep(EntryOf("b"));
        memory.Forget(session => session.Key == "a");
        Assert.Null(memory.Find("a"));
        Assert.NotNull(memory.Find("b"));
    }

    private SessionMemory.Entry EntryOf(string key)
    {
        var now = _time.GetUtcNow();
        var session = new PortalSession
        {
            Key = key,
            PersonId = "p",
            UserName = "p",
            Email = "p@clubshop.example",
            Name = "P",
            Role = Role.Support,
            CreatedAt = now,
            SeenAt = now,
            EndsAt = now.AddHours(12),
            TokensUntil = now.AddHours(1),
            Browser = "Firefox on Linux",
        };
        return new(new(session, new() { Id = "p", Name = "P", Email = "p@clubshop.example", Role = Role.Support }), now, now);
    }
}
