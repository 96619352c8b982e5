using System.Text.Json;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>
/// The items of a job. <c>META</c>: the request and the result, written with an audit entry at start and end. <c>RUN</c>: lease and progress, not
/// audited. <c>CANCEL</c>: exists once a person cancelled the job. <c>PAY#n</c>, <c>OUT#n</c>: payload and outcomes.
/// </summary>
internal static class JobRecord
{
    public const string Kind = "kind";
    public const string Title = "title";
    public const string Total = "total";
    public const string State = "state";
    public const string Clubs = "clubs";
    public const string Note = "note";
    public const string EndedAt = "endedAt";
    public const string Problem = "problem";
    public const string Done = "done";
    public const string Counts = "counts";
    public const string LeaseOwner = "leaseOwner";
    public const string LeaseUntil = "leaseUntil";
    public const string Attempts = "attempts";
    public const string Checkpoint = "checkpoint";
    public const string Chunks = "chunks";

    private const string ActorJson = "_actor";
    private const string SettingsJson = "_settings";
    private const string LanguageCode = "_language";

    /// <summary>How long a job and its outcomes are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public static string Pk(string id) => "JOB#" + id;

    public static ItemKey MetaKey(string id) => new(Table.System, Pk(id));

    public static ItemKey RunKey(string id) => new(Table.System, Pk(id), "RUN");

    public static ItemKey CancelKey(string id) => new(Table.System, Pk(id), "CANCEL");

    public static Item Meta(JobRequest request, DateTimeOffset now) => new Item(Pk(request.Token))
        .Set(Kind, request.Kind).Set(Title, request.Title).Set(Total, request.Total).SetEnum<JobState>(State, JobState.Open)
        .SetSet(Clubs, request.Clubs).Set(Note, request.Note)
        .Set(ActorJson, JsonSerializer.Serialize(StoredActor.Of(request.Actor)))
        .Set(SettingsJson, JsonSerializer.Serialize(request.Settings))
        .Set(LanguageCode, Languages.Current is { IsEnglish: false } language ? language.Code : null)
        .Set(Attributes.PurgeAt, (now + Retention).ToUnixTimeSeconds());

    /// <summary>The language of who started the job: what it says of each item is for them.</summary>
    public static Language LanguageOf(Item meta) => Languages.Find(meta.GetStringOrNull(LanguageCode)) ?? Languages.English;

    public static Actor ActorOf(Item meta) => JsonSerializer.Deserialize<StoredActor>(meta.GetString(ActorJson))!.ToActor();

    public static IReadOnlyDictionary<string, string> SettingsOf(Item meta) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(meta.GetString(SettingsJson, "{}")) ?? [];

    public static Dictionary<string, long> CountsOf(Item? item) =>
        JsonSerializer.Deserialize<Dictionary<string, long>>(item?.GetString(Counts, "{}") ?? "{}") ?? [];

    public static string CountsText(IReadOnlyDictionary<string, long> counts) =>
        JsonSerializer.Serialize(counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));

    /// <summary>The job for a page.</summary>
    public static JobInfo InfoOf(Item meta, Item? run, bool cancelRequested)
    {
        var state = meta.GetEnum<JobState>(State);
        var progress = state == JobState.Open ? run : meta;
        return new()
        {
            Id = meta.Id,
            Kind = meta.GetString(Kind),
            Title = meta.GetString(Title),
            ActorId = meta.GetString(Attributes.CreatedBy),
            ActorName = meta.GetString(Attributes.CreatedByName),
            State = state,
            Total = meta.GetLong(Total),
            Done = progress?.GetLong(Done) ?? 0,
            Counts = CountsOf(progress),
            CancelRequested = cancelRequested,
            CreatedAt = meta.GetTime(Attributes.CreatedAt) ?? default,
            EndedAt = meta.GetTime(EndedAt),
            Problem = meta.GetStringOrNull(Problem),
            Settings = SettingsOf(meta),
        };
    }

    private sealed record StoredActor(string Id, string Name, string Email, Role? Role, string[] Clubs, string[] Shops, string? Address, ProgramRights? Program = null)
    {
        public static StoredActor Of(Actor actor) => new(actor.Id, actor.Name, actor.Email, actor.Role, [.. actor.Clubs], [.. actor.Shops], actor.Address, actor.Program);

        public Actor ToActor() => new()
        {
            Id = Id,
            Name = Name,
            Email = Email,
            Role = Role,
            Clubs = Clubs.ToHashSet(StringComparer.Ordinal),
            Shops = Shops.ToHashSet(StringComparer.Ordinal),
            Address = Address,
            Program = Program,
            Protocol = "job",
        };
    }
}
