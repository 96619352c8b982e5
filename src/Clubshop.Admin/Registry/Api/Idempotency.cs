using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// For a day, answers a call that is sent again with the same <c>Idempotency-Key</c> as the first time. The stored answers contain no tokens and no
/// phone numbers, because no response to a change does.
/// </summary>
internal sealed class Idempotency(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    public const string Header = "Idempotency-Key";

    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    // An item holds 400 KB. A longer answer is not kept: the call is done again, and its token sees to it that nothing is changed twice.
    private const int MaxKept = 300 * 1024;

    // How long an interrupted call blocks its key.
    private static readonly TimeSpan InProgress = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The token of a call's change. A call that is sent again with its key has the same one, whatever became of the first: a change whose answer
    /// was lost with its instance is not made twice.
    /// </summary>
    public string TokenOf(HttpContext http, string client, ReadOnlyMemory<byte> body) => http.Request.Headers[Header].ToString() is { Length: > 0 } given
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{given}\n{FingerprintOf(http, body)}"))[..16])
        : Ids.New(time);

    /// <summary>Does the work, or repeats the stored answer.</summary>
    public async Task RunAsync(HttpContext http, string client, ReadOnlyMemory<byte> body, Func<Task<ApiAnswer>> work)
    {
        var given = http.Request.Headers[Header].ToString();
        if (given.Length == 0)
        {
            await (await work()).WriteAsync(http);
            return;
        }

        if (given.Length > 64 || given.Any(c => c is < '!' or > '~'))
        {
            await ApiProblems.WriteAsync(http, StatusCodes.Status400BadRequest, "invalid-idempotency-key", "An Idempotency-Key has 1 to 64 visible ASCII characters.");
            return;
        }

        var key = new ItemKey(Table.System, $"IDEM#{client}#{given}");
        var fingerprint = FingerprintOf(http, body);
        var mark = new Item(key.Pk, key.Sk).Set("says", fingerprint).Set(Attributes.PurgeAt, (time.GetUtcNow() + InProgress).ToUnixTimeSeconds());
        if (!await unaudited.PutAsync(Table.System, mark, new RowCondition.Absent(), http.RequestAborted))
        {
            await RepeatAsync(http, await reader.ReadAsync(key, http.RequestAborted), fingerprint);
            return;
        }

        ApiAnswer answer;
        try
        {
            answer = await work();
        }
        catch
        {
            await unaudited.DeleteAsync(key, null, CancellationToken.None); // so that the call can be repeated
            throw;
        }

        var bytes = answer.Bytes;
        if (answer.Status is StatusCodes.Status429TooManyRequests or >= 500 || bytes.Length > MaxKept)
        {
            await unaudited.DeleteAsync(key, null, CancellationToken.None);
        }
        else
        {
            await unaudited.PutAsync(Table.System, mark.Copy().Set("status", (long)answer.Status).SetBytes("body", bytes)
                .Set("etag", answer.ETag).Set("location", answer.Location)
                .Set(Attributes.PurgeAt, (time.GetUtcNow() + Retention).ToUnixTimeSeconds()), null, CancellationToken.None);
        }

        await ApiAnswer.WriteAsync(http, answer.Status, bytes, answer.ETag, answer.Location);
    }

    private static async Task RepeatAsync(HttpContext http, Item? kept, string fingerprint)
    {
        if (kept is not null && kept.GetString("says") != fingerprint)
        {
            await ApiProblems.WriteAsync(
                http, StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This Idempotency-Key was used for another call. Use a new one for each call.");
            return;
        }

        if (kept is null || !kept.Has("status"))
        {
            http.Response.Headers.RetryAfter = "1";
            await ApiProblems.WriteAsync(http, StatusCodes.Status409Conflict, "in-progress", "The same call is being processed. Try again in a second.");
            return;
        }

        http.Response.Headers["Idempotent-Replayed"] = "true";
        await ApiAnswer.WriteAsync(
            http, (int)kept.GetLong("status"), kept.GetBytes("body").ToArray(), kept.GetStringOrNull("etag"), kept.GetStringOrNull("location"));
    }

    // All that says what the call is: two that differ only in the version they name are two.
    private static string FingerprintOf(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var head = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n{http.Request.Headers.IfMatch}";
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(head.TrimEnd('\n') + "\n"), .. body.Span]));
    }
}
