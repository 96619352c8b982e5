using System.Buffers.Text;

namespace Clubshop.LocalAws.Memcached;

/// <summary>ma: counting up and down.</summary>
internal sealed partial class MetaCommands
{
    private void Count(CommandLine command, MetaFlags flags)
    {
        if (flags.Problem is not null)
        {
            Reply.Line("CLIENT_ERROR invalid or duplicate flag"u8);
            return;
        }
        if (flags.Mode is not (null or 'I' or '+' or 'D' or '-'))
        {
            Reply.Line("CLIENT_ERROR invalid mode for ma M token"u8);
            return;
        }
        var (from, isMade) = (Reply.Length, false);
        var isDecrement = flags.Mode is 'D' or '-';
        var item = store.Find(flags.Key);
        var number = flags.Initial;
        if (item is null && flags.Vivify is not null)
        {
            item = new CacheItem(flags.Key, System.Text.Encoding.ASCII.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            {
                IsBinaryKey = flags.IsBinaryKey,
            };
            store.Put(item);
            isMade = true;
        }
        else if (item is null || (item.Data.Length > 0 && flags.Cas is { } cas and not 0 && cas != item.Cas))
        {
            Reply.Text(item is null ? "NF"u8 : "EX"u8);
            if (!Repeat(Reply, command, 2, flags)) RefuseInstead(from, OpaqueTooLong);
            return;
        }
        else if ((item = Arithmetic.Add(store, item!, flags.Delta, isDecrement, out number)) is null)
        {
            Reply.Line(Arithmetic.NotANumber);
            return;
        }
        Tally(isMade, isDecrement);
        if (!AnswerNumber(command, flags, item, isMade, number)) RefuseInstead(from, OpaqueTooLong);
        else if (flags.IsQuiet && !isMade) Reply.CutTo(from);
    }

    private void Tally(bool isMade, bool isDecrement)
    {
        if (isMade && isDecrement) store.Counts.DecrementMisses++;
        else if (isMade) store.Counts.IncrementMisses++;
        else if (isDecrement) store.Counts.DecrementHits++;
        else store.Counts.IncrementHits++;
    }

    private bool AnswerNumber(CommandLine command, MetaFlags flags, CacheItem item, bool isMade, ulong number)
    {
        Span<byte> text = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, text, out var length);
        if (flags.Has('v')) Reply.Text("VA "u8).Number((long)length);
        else Reply.Text("HD"u8);
        for (var i = 2; i < command.Count; i++)
        {
            switch ((char)command[i][0])
            {
                case 'c':
                    Reply.Text(" c"u8).Number(item.Cas);
                    break;
                case 't':
                    Reply.Text(" t"u8).Number(item.ExpiresAt == 0 ? -1 : item.ExpiresAt - store.Now);
                    break;
                case 'T':
                    item.ExpiresAt = store.ExpiryOf(flags.Expiry!.Value);
                    break;
                case 'N' when isMade:
                    item.ExpiresAt = store.ExpiryOf(flags.Vivify!.Value);
                    break;
                case 'k':
                    MetaFlags.WriteKey(Reply, flags.Key, flags.IsBinaryKey);
                    break;
                case 'O' when command[i].Length > LongestOpaque:
                    return false;
                case 'O':
                    Reply.Letter(' ').Text(command[i]);
                    break;
            }
        }
        Reply.Line([]);
        if (flags.Has('v')) Reply.Line(text[..length]);
        return true;
    }
}
