namespace Clubshop.LocalAws.Memcached;

/// <summary>The meta commands of memcached 1.6: mg, ms, md, ma, me, mn.</summary>
internal sealed partial class MetaCommands(ItemStore store, Session session)
{
    /// <summary>Most tokens of a line, its name among them.</summary>
    private const int MaxTokens = 19;

    /// <summary>Longest opaque value, its letter among it.</summary>
    private const int LongestOpaque = 32;

    private static ReadOnlySpan<byte> BadFormat => "CLIENT_ERROR bad command line format"u8;

    private static ReadOnlySpan<byte> OpaqueTooLong => "CLIENT_ERROR opaque token too long"u8;

    private Reply Reply => session.Reply;

    /// <summary>Carries the command out; false when it is not one of these, or has no key.</summary>
    public bool Answers(CommandLine command)
    {
        switch ((char)command.Name[1])
        {
            case 'n':
                Reply.Line("MN"u8);
                return true;
            case 'e':
                Debug(command);
                return true;
            case 'g' or 's' or 'd' or 'a' when command.Count < 2:
                return false;
            case 'g':
                if (IsReadable(command, "CLIENT_ERROR options flags are too long"u8)) Get(command, MetaFlags.Read(command, 2));
                break;
            case 's':
                Set(command);
                break;
            case 'd':
                if (IsReadable(command, "CLIENT_ERROR options flags too long"u8)) Delete(command, MetaFlags.Read(command, 2));
                break;
            case 'a':
                if (IsReadable(command, "CLIENT_ERROR options flags too long"u8)) Count(command, MetaFlags.Read(command, 2));
                break;
            default:
                return false;
        }
        store.Counts.Metas++;
        return true;
    }

    /// <summary>The answer to a write: what became of it, and the flags that it repeats.</summary>
    public static void Answer(Reply reply, Storing storing, StoreOutcome outcome, ulong cas)
    {
        if (outcome == StoreOutcome.Stored && storing.IsQuiet) return;
        reply.Text(outcome switch
        {
            StoreOutcome.Stored => "HD"u8,
            StoreOutcome.Exists => "EX"u8,
            StoreOutcome.NotFound => "NF"u8,
            _ => "NS"u8,
        });
        foreach (var flag in storing.Returns!)
        {
            if (flag[0] == 'O') reply.Letter(' ').Text(flag);
            else if (flag[0] == 'k') MetaFlags.WriteKey(reply, storing.Key, storing.IsBinaryKey);
            else reply.Text(" c"u8).Number(cas);
        }
        reply.Line([]);
    }

    private bool IsReadable(CommandLine command, ReadOnlySpan<byte> tooMany)
    {
        if (command[1].Length > Session.LongestKey) Reply.Line(BadFormat);
        else if (command.Count > MaxTokens) Reply.Line(tooMany);
        else return true;
        return false;
    }

    private void Get(CommandLine command, MetaFlags flags)
    {
        if (flags.Problem is { } problem)
        {
            Reply.Line(problem);
            return;
        }
        var (from, isMade) = (Reply.Length, false);
        var item = store.Find(flags.Key);
        store.Counts.Gets++;
        if (item is not null) store.Counts.GetHits++;
        if (item is null && flags.Vivify is not null)
        {
            item = new CacheItem(flags.Key, []); // shown undecoded from now on, whatever the key came in: so does 1.6.18
            store.Put(item);
            isMade = true;
        }
        if (item is null)
        {
            if (!Repeat(Reply.Text("EN"u8), command, 2, flags)) RefuseInstead(from, OpaqueTooLong);
            else if (flags.IsQuiet) Reply.CutTo(from);
            return;
        }
        if (flags.Has('v')) Reply.Text("VA "u8).Number((long)item.Data.Length);
        else Reply.Text("HD"u8);
        if (!Describe(command, flags, item, isMade, out var isWon))
        {
            RefuseInstead(from, OpaqueTooLong);
            return;
        }
        if (item.IsWon) Reply.Text(" Z"u8);
        if (item.IsStale)
        {
            Reply.Text(" X"u8);
            isWon |= !item.IsWon;
        }
        if (isWon)
        {
            Reply.Text(" W"u8);
            item.IsWon = true;
        }
        Reply.Line([]);
        if (flags.Has('v')) Reply.Line(item.Data);
        if (!flags.Has('u')) store.Touch(item);
    }

    // The flags in their order: a flag that changes the item affects those after it.
    private bool Describe(CommandLine command, MetaFlags flags, CacheItem item, bool isMade, out bool isWon)
    {
        isWon = false;
        for (var i = 2; i < command.Count; i++)
        {
            switch ((char)command[i][0])
            {
                case 'T':
                    item.ExpiresAt = store.ExpiryOf(flags.Expiry!.Value);
                    break;
                case 'N' when isMade:
                    item.ExpiresAt = store.ExpiryOf(flags.Vivify!.Value);
                    isWon = true;
                    break;
                case 'R' when !item.IsWon && !isMade && item.ExpiresAt != 0 && item.ExpiresAt - store.Now < flags.Recache:
                    isWon = true;
                    break;
                case 's':
                    Reply.Text(" s"u8).Number((long)item.Data.Length);
                    break;
                case 't':
                    Reply.Text(" t"u8).Number(item.ExpiresAt == 0 ? -1 : item.ExpiresAt - store.Now);
                    break;
                case 'c':
                    Reply.Text(" c"u8).Number(item.Cas);
                    break;
                case 'f':
                    Reply.Text(" f"u8).Number((ulong)item.Flags);
                    break;
                case 'h':
                    Reply.Text(item.IsFetched ? " h1"u8 : " h0"u8);
                    break;
                case 'l':
                    Reply.Text(" l"u8).Number(store.Now - item.AccessedAt);
                    break;
                case 'k':
                    MetaFlags.WriteKey(Reply, item.Key, item.IsBinaryKey);
                    break;
                case 'O' when command[i].Length > LongestOpaque:
                    return false;
                case 'O':
                    Reply.Letter(' ').Text(command[i]);
                    break;
            }
        }
        return true;
    }

    private void Set(CommandLine command)
    {
        if (command[1].Length > Session.LongestKey || command.Count == 2)
        {
            Reply.Line(BadFormat);
            return;
        }
        if (command.Count > MaxTokens)
        {
            Reply.Line("CLIENT_ERROR options flags too long"u8);
            return;
        }
        if (!DecimalText.TryInt32(command[2], out var length) || length is < 0 or > int.MaxValue - 2)
        {
            Reply.Line(BadFormat);
            return;
        }
        var flags = MetaFlags.Read(command, 3);
        if (flags.Problem is { } problem) Refuse(length, problem);
        else if (!TryMode(flags, out var mode)) Refuse(length, "CLIENT_ERROR invalid mode for ms M token"u8);
        else if (!TryReturns(command, out var returns)) Refuse(length, OpaqueTooLong);
        else if (CacheItem.SizeOf(flags.Key.Length, flags.Flags, length) is < 0 or > ItemStore.LargestItem)
            ClassicCommands.RefuseTooLarge(session, store, flags.Key, StoreMode.Set, length);
        else session.Storing = Write(flags, mode, length, returns);
    }

    private Storing Write(MetaFlags flags, StoreMode mode, int length, byte[][] returns) => new()
    {
        Key = flags.Key,
        IsBinaryKey = flags.IsBinaryKey,
        Mode = mode is StoreMode.Set or StoreMode.Replace && flags.Cas is not null ? StoreMode.Cas : mode,
        Flags = flags.Flags,
        ExpiresAt = store.ExpiryOf(flags.Expiry ?? 0),
        Cas = flags.Cas ?? 0,
        AllowsStale = flags.Has('I'),
        Length = length,
        IsQuiet = flags.IsQuiet,
        Returns = returns,
    };

    private void Refuse(long length, ReadOnlySpan<byte> problem)
    {
        Reply.Line(problem);
        session.Skip = length + 2;
    }

    private static bool TryMode(MetaFlags flags, out StoreMode mode)
    {
        (var known, mode) = flags.Mode switch
        {
            null or 'S' => (true, StoreMode.Set),
            'E' => (true, StoreMode.Add),
            'R' => (true, StoreMode.Replace),
            'A' => (true, StoreMode.Append),
            'P' => (true, StoreMode.Prepend),
            _ => (false, default),
        };
        return known;
    }

    private static bool TryReturns(CommandLine command, out byte[][] returns)
    {
        List<byte[]> found = [];
        for (var i = 3; i < command.Count; i++)
        {
            var flag = command[i];
            if (flag[0] == 'O' && flag.Length > LongestOpaque)
            {
                returns = [];
                return false;
            }
            if (flag[0] is (byte)'O' or (byte)'k' or (byte)'c') found.Add(flag.ToArray());
        }
        returns = [.. found];
        return true;
    }

    private void Delete(CommandLine command, MetaFlags flags)
    {
        if (flags.Problem is not null)
        {
            Reply.Line("CLIENT_ERROR invalid or duplicate flag"u8);
            return;
        }
        var from = Reply.Length;
        var item = store.Find(flags.Key);
        var isOther = item is not null && flags.Cas is { } cas && cas != item.Cas;
        Reply.Text(item is null ? "NF"u8 : isOther ? "EX"u8 : "HD"u8);
        if (!Repeat(Reply, command, 2, flags))
        {
            RefuseInstead(from, OpaqueTooLong);
            return;
        }
        if (item is null)
        {
            store.Counts.DeleteMisses++;
            return;
        }
        if (isOther) return;
        store.Counts.DeleteHits++;
        if (flags.Has('I')) Outdate(item, flags);
        else store.Remove(item);
        if (flags.IsQuiet) Reply.CutTo(from);
    }

    private void Outdate(CacheItem item, MetaFlags flags)
    {
        if (flags.Expiry is { } expiry) item.ExpiresAt = store.ExpiryOf(expiry);
        (item.IsStale, item.IsWon, item.Cas) = (true, false, store.NextCas());
    }

    private void Debug(CommandLine command)
    {
        var key = command[1];
        if (key.Length is 0 or > Session.LongestKey)
        {
            Reply.Line(BadFormat);
            return;
        }
        if (command[2].SequenceEqual("b"u8))
        {
            key = MetaFlags.Decode(key);
            if (key.IsEmpty)
            {
                Reply.Line(BadFormat);
                return;
            }
        }
        if (store.Find(key) is not { } item)
        {
            Reply.Line("EN"u8);
            return;
        }
        Reply.Text("ME "u8);
        if (item.IsBinaryKey) MetaFlags.WriteBase64(Reply, item.Key);
        else Reply.Text(item.Key);
        Reply.Text(" exp="u8).Number(item.ExpiresAt == 0 ? -1 : store.Now - item.ExpiresAt)
            .Text(" la="u8).Number(store.Now - item.AccessedAt)
            .Text(" cas="u8).Number(item.Cas)
            .Text(item.IsFetched ? " fetch=yes cls="u8 : " fetch=no cls="u8).Number((long)SlabClasses.Of(item.Size))
            .Text(" size="u8).Number((long)item.Size).Line([]);
    }

    /// <summary>Ends an answer that says nothing of an item: the key and the opaque value, where they were asked for.</summary>
    private static bool Repeat(Reply reply, CommandLine command, int first, MetaFlags flags)
    {
        for (var i = first; i < command.Count; i++)
        {
            var flag = command[i];
            if (flag[0] == 'O' && flag.Length > LongestOpaque) return false;
            if (flag[0] == 'O') reply.Letter(' ').Text(flag);
            else if (flag[0] == 'k') MetaFlags.WriteKey(reply, flags.Key, flags.IsBinaryKey);
        }
        reply.Line([]);
        return true;
    }

    private void RefuseInstead(int from, ReadOnlySpan<byte> problem)
    {
        Reply.CutTo(from);
        Reply.Line(problem);
    }
}
