namespace Clubshop.LocalAws.Memcached;

/// <summary>The commands that memcached has always had: get, set and so on.</summary>
internal sealed class ClassicCommands(ItemStore store, Session session)
{
    private static ReadOnlySpan<byte> BadFormat => "CLIENT_ERROR bad command line format"u8;

    private static ReadOnlySpan<byte> BadExpiry => "CLIENT_ERROR invalid exptime argument"u8;

    private static ReadOnlySpan<byte> DeleteUsage => "CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]"u8;

    /// <summary>Whether the command knows <c>noreply</c>, with as many tokens as it has: then nothing of it is answered, refusals neither.</summary>
    public static bool HeedsNoReply(CommandLine command)
    {
        var name = command.Name;
        if (ModeOf(name) is { } mode) return command.Count - (mode == StoreMode.Cas ? 6 : 5) is 0 or 1;
        if (name.SequenceEqual("delete"u8) || name.SequenceEqual("touch"u8)) return command.Count is 3 or 4;
        if (name.SequenceEqual("incr"u8) || name.SequenceEqual("decr"u8)) return command.Count is 3 or 4;
        return name.SequenceEqual("verbosity"u8) || (name.SequenceEqual("flush_all"u8) && command.Count is 2 or 3);
    }

    /// <summary>The answer to a write.</summary>
    public static void Answer(Reply reply, StoreOutcome outcome) => reply.Line(outcome switch
    {
        StoreOutcome.Stored => "STORED"u8,
        StoreOutcome.Exists => "EXISTS"u8,
        StoreOutcome.NotFound => "NOT_FOUND"u8,
        _ => "NOT_STORED"u8,
    });

    /// <summary>Carries the command out; false when it is not one of these, or has too few or too many tokens.</summary>
    public bool Answers(CommandLine command)
    {
        var name = command.Name;
        var count = command.Count;
        if (ModeOf(name) is { } mode)
        {
            var wanted = mode == StoreMode.Cas ? 6 : 5;
            return (count == wanted || count == wanted + 1) && Store(command, mode);
        }
        if (name.SequenceEqual("get"u8)) return count >= 2 && Get(command, 1, withCas: false, expiry: null);
        if (name.SequenceEqual("gets"u8)) return count >= 2 && Get(command, 1, withCas: true, expiry: null);
        if (name.SequenceEqual("gat"u8) || name.SequenceEqual("gats"u8)) return count >= 2 && GetAndTouch(command);
        if (name.SequenceEqual("delete"u8)) return count is >= 2 and <= 4 && Delete(command);
        if (name.SequenceEqual("incr"u8)) return count is 3 or 4 && Count(command, isDecrement: false);
        if (name.SequenceEqual("decr"u8)) return count is 3 or 4 && Count(command, isDecrement: true);
        if (name.SequenceEqual("touch"u8)) return count is 3 or 4 && Touch(command);
        if (name.SequenceEqual("flush_all"u8)) return count is >= 1 and <= 3 && Flush(command);
        return false;
    }

    private static StoreMode? ModeOf(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("set"u8) => StoreMode.Set,
        _ when name.SequenceEqual("add"u8) => StoreMode.Add,
        _ when name.SequenceEqual("replace"u8) => StoreMode.Replace,
        _ when name.SequenceEqual("append"u8) => StoreMode.Append,
        _ when name.SequenceEqual("prepend"u8) => StoreMode.Prepend,
        _ when name.SequenceEqual("cas"u8) => StoreMode.Cas,
        _ => null,
    };

    private bool Store(CommandLine command, StoreMode mode)
    {
        var key = command[1];
        if (key.Length > Session.LongestKey
            || !DecimalText.TryUInt32(command[2], out var flags)
            || !DecimalText.TryInt32(command[3], out var expiry)
            || !DecimalText.TryInt32(command[4], out var length)
            || !TryCas(command, mode, out var cas)
            || length is < 0 or > int.MaxValue - 2)
        {
            session.Reply.Line(BadFormat);
            return true;
        }
        if (CacheItem.SizeOf(key.Length, flags, length) is < 0 or > ItemStore.LargestItem)
        {
            RefuseTooLarge(session, store, key, mode, length);
            return true;
        }
        session.Storing = new Storing
        {
            Key = key.ToArray(),
            Mode = mode,
            Flags = flags,
            ExpiresAt = store.ExpiryOf(expiry),
            Cas = cas,
            Length = length,
            IsQuiet = command.IsNoReply,
        };
        return true;
    }

    /// <summary>Refuses a value, passes over it, and drops what a set would have replaced, so that nobody reads the old one for the new.</summary>
    public static void RefuseTooLarge(Session session, ItemStore store, ReadOnlySpan<byte> key, StoreMode mode, int length)
    {
        session.Reply.Line("SERVER_ERROR object too large for cache"u8);
        session.Skip = (long)length + 2;
        store.Counts.TooLarge++;
        if (mode == StoreMode.Set && store.Find(key) is { } old) store.Remove(old);
    }

    private static bool TryCas(CommandLine command, StoreMode mode, out ulong cas)
    {
        cas = 0;
        return mode != StoreMode.Cas || DecimalText.TryUInt64(command[5], out cas);
    }

    private bool GetAndTouch(CommandLine command)
    {
        if (DecimalText.TryInt32(command[1], out var expiry)) return Get(command, 2, command.Name.Length == 4, expiry);
        session.Reply.Line(BadExpiry);
        return true;
    }

    private bool Get(CommandLine command, int first, bool withCas, int? expiry)
    {
        var reply = session.Reply;
        var from = reply.Length;
        for (var i = first; i < command.Count; i++)
        {
            var key = command[i];
            if (key.Length > Session.LongestKey)
            {
                reply.CutTo(from);
                reply.Line(BadFormat);
                return true;
            }
            store.Counts.Gets++;
            if (expiry is not null) store.Counts.Touches++;
            if (store.Find(key) is not { } item) continue;
            store.Counts.GetHits++;
            if (expiry is { } given)
            {
                store.Counts.TouchHits++;
                item.ExpiresAt = store.ExpiryOf(given);
            }
            store.Touch(item);
            reply.Text("VALUE "u8).Text(key).Letter(' ').Number((ulong)item.Flags).Letter(' ').Number((long)item.Data.Length);
            if (withCas) reply.Letter(' ').Number(item.Cas);
            reply.Line([]).Line(item.Data);
        }
        reply.Line("END"u8);
        return true;
    }

    private bool Delete(CommandLine command)
    {
        var isZero = command[2].SequenceEqual("0"u8);
        var isUsage = command.Count switch
        {
            2 => true,
            3 => isZero || command.IsNoReply,
            _ => isZero && command.IsNoReply,
        };
        if (!isUsage)
        {
            session.Reply.Line(DeleteUsage);
        }
        else if (command[1].Length > Session.LongestKey)
        {
            session.Reply.Line(BadFormat);
        }
        else if (store.Find(command[1]) is { } item)
        {
            store.Counts.DeleteHits++;
            store.Remove(item);
            session.Reply.Line("DELETED"u8);
        }
        else
        {
            store.Counts.DeleteMisses++;
            session.Reply.Line("NOT_FOUND"u8);
        }
        return true;
    }

    private bool Count(CommandLine command, bool isDecrement)
    {
        if (command[1].Length > Session.LongestKey)
        {
            session.Reply.Line(BadFormat);
        }
        else if (!DecimalText.TryUInt64(command[2], out var delta))
        {
            session.Reply.Line("CLIENT_ERROR invalid numeric delta argument"u8);
        }
        else if (store.Find(command[1]) is not { } item)
        {
            if (isDecrement) store.Counts.DecrementMisses++;
            else store.Counts.IncrementMisses++;
            session.Reply.Line("NOT_FOUND"u8);
        }
        else if (Arithmetic.Add(store, item, delta, isDecrement, out var number) is null)
        {
            session.Reply.Line(Arithmetic.NotANumber);
        }
        else
        {
            if (isDecrement) store.Counts.DecrementHits++;
            else store.Counts.IncrementHits++;
            session.Reply.Number(number).Line([]);
        }
        return true;
    }

    private bool Touch(CommandLine command)
    {
        if (command[1].Length > Session.LongestKey)
        {
            session.Reply.Line(BadFormat);
        }
        else if (!DecimalText.TryInt32(command[2], out var expiry))
        {
            session.Reply.Line(BadExpiry);
        }
        else
        {
            store.Counts.Touches++;
            if (store.Find(command[1]) is { } item)
            {
                store.Counts.TouchHits++;
                item.ExpiresAt = store.ExpiryOf(expiry);
                store.Touch(item);
                session.Reply.Line("TOUCHED"u8);
            }
            else
            {
                session.Reply.Line("NOT_FOUND"u8);
            }
        }
        return true;
    }

    private bool Flush(CommandLine command)
    {
        var given = 0;
        if (command.Count > (command.IsNoReply ? 2 : 1) && !DecimalText.TryInt32(command[1], out given))
        {
            session.Reply.Line(BadExpiry);
            return true;
        }
        store.Counts.Flushes++;
        store.Flush(given);
        session.Reply.Line("OK"u8);
        return true;
    }
}
