// Whether the time of a refused sign-in tells which accounts exist. Asks a running portal in turn under a name that has an account and
// under names that have none, and compares the difference of the medians with its noise.
//
//   SignIn__Limits__FirstWaitMilliseconds=0 dotnet run --project src/Clubshop.Admin -c Release
//   dotnet run --project bench/Clubshop.SignIn.Bench -c Release -- http://127.0.0.1:5080 farah.khan@clubshop.example 200
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

var address = new Uri(args.Length > 0 ? args[0] : "http://127.0.0.1:5080");
var known = args.Length > 1 ? args[1] : "farah.khan@clubshop.example";
var tries = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 200;
const int Resamples = 2000;

using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
var hidden = Regex.Matches(page, "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
    .Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).ToList();

for (var i = 0; i < 10; i++)
{
    await AskAsync(known, i);
    await AskAsync($"warm{i}@clubshop.example", i);
}

List<double> existing = [], unknown = [];
for (var i = 0; i < tries; i++)
{
    // In turn, and in changing order, so that what else the machine does falls on both.
    var nobody = $"nobody{i}@clubshop.example";
    if (i % 2 == 0)
    {
        existing.Add(await AskAsync(known, i));
        unknown.Add(await AskAsync(nobody, i));
    }
    else
    {
        unknown.Add(await AskAsync(nobody, i));
        existing.Add(await AskAsync(known, i));
    }
}

var difference = Median(existing) - Median(unknown);
var random = new Random(1);
var differences = Enumerable.Range(0, Resamples).Select(_ => Median(Again(existing)) - Median(Again(unknown))).Order().ToList();
var (low, high) = (differences[Resamples / 40], differences[Resamples - 1 - (Resamples / 40)]);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"existing: median {Median(existing):F2} ms   unknown: median {Median(unknown):F2} ms   of {tries} each"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"difference {difference:F2} ms, 95 % interval {low:F2} to {high:F2} ms"));
Console.WriteLine(low <= 0 && high >= 0 ? "The difference is less than its noise." : "The times differ by more than their noise.");
return low <= 0 && high >= 0 ? 0 : 1;

async Task<double> AskAsync(string email, int i)
{
    List<KeyValuePair<string, string>> form = [.. hidden, new("Email", email), new("Password", "Wrong-Password-" + i.ToString(CultureInfo.InvariantCulture))];
    var started = Stopwatch.GetTimestamp();
    using var content = new FormUrlEncodedContent(form);
    using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
    var text = await answer.Content.ReadAsStringAsync();
    var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    return text.Contains("email or password is not correct", StringComparison.Ordinal)
        ? took
        : throw new InvalidOperationException($"The portal answered {(int)answer.StatusCode} and not with a refusal.");
}

List<double> Again(List<double> times) => [.. Enumerable.Range(0, times.Count).Select(_ => times[random.Next(times.Count)])];

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
