using System.Diagnostics;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Ops;

/// <summary><c>ops import-registry FILE</c>: imports a file of customers into the registry. The file is read here and not stored.</summary>
internal static class RegistryImportCommand
{
    private const int Shown = 1000;
    private const int Every = 10_000;

    /// <summary>Runs it.</summary>
    /// <returns>0 when every row was imported, 1 when some were refused.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be read; the message says why.</exception>
    public static async Task<int> RunAsync(WebApplication app, string path)
    {
        if (!File.Exists(path))
            throw new InvalidOperationException($"There is no file {path}.");

        // The import needs the indexes, which say what can be followed; the host loads them at start.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        try
        {
            await using var file = File.OpenRead(path);
            var (started, refused) = (Stopwatch.GetTimestamp(), 0);
            var result = await app.Services.GetRequiredService<RegistryImport>().RunAsync(
                Actor.System, file, Path.GetFileName(path), new Progress(Every), Refuse, CancellationToken.None);
            if (!result.Ok)
                throw new InvalidOperationException(result.Problems[0].Message);

            var done = result.Value;
            if (refused > Shown)
                await Console.Out.WriteLineAsync($"… and {Money.Grouped(refused - Shown)} more.");
            await Console.Out.WriteLineAsync(
                $"Import finished: {Money.Grouped(done.Rows)} rows, {Money.Grouped(done.Created)} created, {Money.Grouped(done.Changed)} changed, "
                + $"{Money.Grouped(done.Unchanged)} unchanged, {Money.Grouped(done.Refused)} refused, in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");
            return done.Refused == 0 ? 0 : 1;

            void Refuse(RegistryRowRefused row)
            {
                if (++refused <= Shown)
                    Console.Out.WriteLine($"Line {Money.Grouped(row.Line)}{(row.Column is null ? "" : ", " + row.Column)}: {row.Reason}");
            }
        }
        catch (CsvProblemException unreadable)
        {
            throw new InvalidOperationException(unreadable.Message, unreadable);
        }
        finally
        {
            await app.StopAsync();
        }
    }

    private sealed class Progress(int every) : IProgress<long>
    {
        private long _reported;

        public void Report(long value)
        {
            if (value - _reported < every)
                return;

            _reported = value;
            Console.Out.WriteLine($"{Money.Grouped(value)} rows …");
        }
    }
}
