using System.Globalization;
using System.Text;

namespace Clubshop.LocalAws.Memcached;

/// <summary>What the server says of itself: <c>stats</c>, and ElastiCache's <c>config get cluster</c>.</summary>
internal sealed class Statistics(ItemStore store, IServerFacts facts, Reply reply)
{
    /// <summary>Carries <c>stats</c> out; false when it has a part that is not known.</summary>
    public bool Answers(CommandLine command)
    {
        if (command.Count == 1)
        {
            General();
            reply.Line("END"u8);
            return true;
        }
        switch (command[1])
        {
            case var part when part.SequenceEqual("reset"u8):
                store.ResetCounts();
                reply.Line("RESET"u8);
                return true;
            case var part when part.SequenceEqual("items"u8):
                Items();
                break;
            case var part when part.SequenceEqual("slabs"u8):
                Slabs();
                break;
            case var part when part.SequenceEqual("settings"u8):
                Settings();
                break;
            case var part when part.SequenceEqual("sizes"u8):
                Stat("sizes_status", "disabled");
                break;
            default:
                return false;
        }
        reply.Line("END"u8);
        return true;
    }

    /// <summary>Carries <c>config get cluster</c> out, as ElastiCache's configuration endpoint does; memcached itself knows no <c>config</c>.</summary>
    public bool AnswersConfig(CommandLine command)
    {
        if (command.Count != 3 || !command[1].SequenceEqual("get"u8) || !command[2].SequenceEqual("cluster"u8)) return false;
        var (version, nodes) = facts.Cluster;
        var body = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}\n{nodes}\n"));
        reply.Text("CONFIG cluster 0 "u8).Number((long)body.Length).Line([]).Line(body).Line("END"u8);
        return true;
    }

    private void General()
    {
        var (counts, now) = (store.Counts, store.Now);
        Stat("pid", Environment.ProcessId);
        Stat("uptime", now - facts.Started.ToUnixTimeSeconds());
        Stat("time", now);
        Stat("version", "1.6.18");
        Stat("pointer_size", IntPtr.Size * 8);
        Stat("max_connections", 1024);
        Stat("curr_connections", facts.Connections);
        Stat("total_connections", facts.AllConnections);
        Stat("cmd_get", counts.Gets);
        Stat("cmd_set", counts.Sets);
        Stat("cmd_flush", counts.Flushes);
        Stat("cmd_touch", counts.Touches);
        Stat("cmd_meta", counts.Metas);
        Stat("get_hits", counts.GetHits);
        Stat("get_misses", counts.Gets - counts.GetHits);
        Stat("get_expired", counts.Expired);
        Stat("get_flushed", counts.Flushed);
        Stat("delete_misses", counts.DeleteMisses);
        Stat("delete_hits", counts.DeleteHits);
        Stat("incr_misses", counts.IncrementMisses);
        Stat("incr_hits", counts.IncrementHits);
        Stat("decr_misses", counts.DecrementMisses);
        Stat("decr_hits", counts.DecrementHits);
        Stat("cas_misses", counts.CasMisses);
        Stat("cas_hits", counts.CasHits);
        Stat("cas_badval", counts.CasRefused);
        Stat("touch_hits", counts.TouchHits);
        Stat("touch_misses", counts.Touches - counts.TouchHits);
        Stat("store_too_large", counts.TooLarge);
        Stat("store_no_memory", 0);
        Stat("bytes_read", facts.BytesRead);
        Stat("bytes_written", facts.BytesWritten);
        Stat("limit_maxbytes", store.Limit);
        Stat("accepting_conns", 1);
        Stat("threads", 1);
        Stat("bytes", store.Size);
        Stat("curr_items", store.Count);
        Stat("total_items", counts.Stored);
        Stat("evictions", counts.Evicted);
    }

    private void Items()
    {
        foreach (var group in store.Items.GroupBy(item => SlabClasses.Of(item.Size)).OrderBy(group => group.Key))
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"items:{group.Key}:");
            Stat(head + "number", group.Count());
            Stat(head + "age", store.Now - group.Min(item => item.AccessedAt));
            Stat(head + "mem_requested", group.Sum(item => (long)item.Size));
        }
    }

    private void Slabs()
    {
        var (classes, pages) = (0, 0L);
        foreach (var group in store.Items.GroupBy(item => SlabClasses.Of(item.Size)).OrderBy(group => group.Key))
        {
            var (chunk, used) = (SlabClasses.ChunkOf(group.Key), group.Sum(item => ((long)item.Size + SlabClasses.ChunkOf(group.Key) - 1) / SlabClasses.ChunkOf(group.Key)));
            var perPage = SlabClasses.Page / chunk;
            var total = (used + perPage - 1) / perPage;
            var head = string.Create(CultureInfo.InvariantCulture, $"{group.Key}:");
            Stat(head + "chunk_size", chunk);
            Stat(head + "chunks_per_page", perPage);
            Stat(head + "total_pages", total);
            Stat(head + "total_chunks", total * perPage);
            Stat(head + "used_chunks", used);
            Stat(head + "free_chunks", (total * perPage) - used);
            classes++;
            pages += total;
        }
        Stat("active_slabs", classes);
        Stat("total_malloced", pages * SlabClasses.Page);
    }

    private void Settings()
    {
        Stat("maxbytes", store.Limit);
        Stat("maxconns", 1024);
        Stat("evictions", "on");
        Stat("growth_factor", "1.25");
        Stat("chunk_size", 48);
        Stat("cas_enabled", "yes");
        Stat("item_size_max", ItemStore.LargestItem);
        Stat("flush_enabled", "yes");
    }

    private void Stat(string name, IFormattable value) => Stat(name, value.ToString(null, CultureInfo.InvariantCulture));

    private void Stat(string name, string value) => reply.Stat(name, Encoding.ASCII.GetBytes(value));
}
