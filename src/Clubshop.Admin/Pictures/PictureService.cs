using Amazon.S3;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Pictures;

/// <summary>A picture that is kept.</summary>
/// <param name="Name">Its name (<see cref="PictureFiles.IsName"/>): what a record holds.</param>
internal sealed record KeptPicture(string Name);

/// <summary>A file of a picture.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Type">Its type.</param>
internal sealed record PictureFile(byte[] Content, string Type);

/// <summary>
/// Keeps what somebody uploads, encoded anew, and gives it out to the portal's pages. Uploading changes nothing that anybody sees, and has no audit entry: the save
/// of a record with the picture does. What no record was saved with is taken away after <see cref="PictureSweeper.Kept"/>.
/// </summary>
internal sealed partial class PictureService(
    PictureStore store, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<PictureService> logger) : IDisposable
{
    /// <summary>Pictures that one person may upload without a pause of an hour.</summary>
    public const long MostInARow = 1_000;

    /// <summary>The code of a problem that passes by itself: the store does not answer, or the picture is just being taken away.</summary>
    public const string Away = "away";

    /// <summary>The code of the problem of a file that is too large.</summary>
    public const string TooLarge = "too-large";

    // One at a time: the largest takes 160 MB while it is decoded. A photo that the browser has scaled takes a fraction of a second.
    private readonly SemaphoreSlim _decoding = new(1);

    /// <summary>What is said of a file that is too large.</summary>
    public static string TooLargeText => L[$"This file is larger than {PictureFiles.MaxBytes / (1024 * 1024)} MB. Make the picture smaller and choose it again."];

    /// <summary>Keeps an uploaded file.</summary>
    /// <param name="actor">Who; needs <see cref="Permission.EditCatalog"/>.</param>
    /// <param name="content">The file; read no further than <see cref="PictureFiles.MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The picture; or why it is not taken, in words for the person.</returns>
    public async Task<Result<KeptPicture>> KeepAsync(Actor actor, Stream content, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.EditCatalog))
            return new Problem(Problem.Forbidden, L["Adding pictures is for those who edit the catalog."]);
        if (!store.Exists)
            return new Problem(Away, L["Pictures cannot be added here: no store for them is set up (Pictures:Bucket)."]);
        if (await ReadAsync(content, cancellationToken) is not { } file)
            return new Problem(TooLarge, TooLargeText);

        try
        {
            if (await unaudited.CountAsync(new(Table.System, "PICTURES-BY#" + actor.Id), TimeSpan.FromHours(1), cancellationToken) > MostInARow)
                return new Problem("too-many", L["You have added very many pictures. Wait an hour before you add more."]);

            var encoded = await EncodeAsync(file, cancellationToken);
            return encoded.Ok ? await KeepAsync(actor, encoded.Value, cancellationToken) : Result<KeptPicture>.Refused(encoded.Problems);
        }
        catch (Exception cause) when (IsAway(cause) && !cancellationToken.IsCancellationRequested)
        {
            LogNotKept(logger, cause);
            return new Problem(Away, L["The picture was not kept: the store for pictures does not answer. What you typed is still here. Choose the picture again in a minute."]);
        }
    }

    /// <summary>A file of a picture.</summary>
    /// <param name="actor">Who; needs <see cref="Permission.SeeCatalog"/>.</param>
    /// <param name="name">The picture.</param>
    /// <param name="file">One of <see cref="PictureFiles.All"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Result<PictureFile>> OpenAsync(Actor actor, string name, string file, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SeeCatalog))
            return new Problem(Problem.Forbidden, L["You may not see the catalog."]);
        if (!store.Exists || !PictureFiles.IsName(name) || !PictureFiles.All.Contains(file, StringComparer.Ordinal))
            return Missing();

        try
        {
            return await store.GetAsync(name, file, cancellationToken) is { } content ? new PictureFile(content, PictureFiles.TypeOf(file)) : Missing();
        }
        catch (Exception cause) when (IsAway(cause) && !cancellationToken.IsCancellationRequested)
        {
            LogNotRead(logger, cause);
            return new Problem(Away, L["The store for pictures does not answer."]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _decoding.Dispose();

    private static Problem Missing() => new(Problem.NotFound, L["There is no such picture."]);

    private static Problem BeingTakenAway() => new(Away, L["This picture was added before, was never saved, and is just being cleared away. Choose it again in a minute."]);

    // A right that is missing, or a bucket that is, look the same to whoever uploads; the log has which it was.
    private static bool IsAway(Exception cause) => cause is AmazonS3Exception or OperationCanceledException || Outages.IsAway(cause);

    private static async Task<byte[]?> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (file.Length + read > PictureFiles.MaxBytes)
                return null;

            file.Write(buffer, 0, read);
        }

        return file.ToArray();
    }

    private async Task<Result<EncodedPicture>> EncodeAsync(byte[] file, CancellationToken cancellationToken)
    {
        await _decoding.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => PictureCodec.Encode(file), cancellationToken);
        }
        finally
        {
            _decoding.Release();
        }
    }

    // First the row of what waits: whatever happens then, the sweeper finds the files. Last the row that a record asks for.
    private async Task<Result<KeptPicture>> KeepAsync(Actor actor, EncodedPicture picture, CancellationToken cancellationToken)
    {
        var key = PictureRows.Of(picture.Name);
        var state = (await reader.ReadAsync(key, cancellationToken))?.GetString(PictureRows.State);
        if (state == PictureRows.Going)
            return BeingTakenAway();

        var waiting = PictureRows.Waiting(picture.Name);
        await unaudited.PutAsync(waiting.Table, new Item(waiting.Pk, waiting.Sk).Set(PictureRows.At, time.GetUtcNow()), null, cancellationToken);
        if (state == PictureRows.Ready)
            return new KeptPicture(picture.Name);

        await store.PutAsync(picture, cancellationToken);
        var row = new Item(key.Pk, key.Sk).Set(PictureRows.State, PictureRows.Ready).Set(PictureRows.Width, (long)picture.Width).Set(PictureRows.Height, (long)picture.Height)
            .Set(PictureRows.At, time.GetUtcNow()).Set(PictureRows.By, actor.Id).Set(Attributes.Version, 1L);
        if (await unaudited.PutAsync(key.Table, row, new RowCondition.AtVersion(0), cancellationToken))
            return new KeptPicture(picture.Name);

        // Somebody else uploaded the same at the same moment; or the sweeper took over what an upload had left halfway.
        return (await reader.ReadAsync(key, cancellationToken))?.GetString(PictureRows.State) == PictureRows.Ready ? new KeptPicture(picture.Name) : BeingTakenAway();
    }

    [LoggerMessage(EventId = 1901, Level = LogLevel.Warning, Message = "A picture could not be kept: the store or the database did not answer.")]
    private static partial void LogNotKept(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 1902, Level = LogLevel.Warning, Message = "A picture could not be read from the store.")]
    private static partial void LogNotRead(ILogger logger, Exception cause);
}
