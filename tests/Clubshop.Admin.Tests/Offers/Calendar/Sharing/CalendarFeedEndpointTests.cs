using System.Net;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Offers.Calendar.Sharing;

/// <summary>The private address over HTTP, through the whole portal: no session, no cookie.</summary>
public sealed class CalendarFeedEndpointTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    [Fact]
    public async Task Address_WithoutASession_AnswersWithTheCalendar_OrIsNotFound()
    {
        var owner = world.People[0];
        var share = MatrixWorld.Stored(await world.Get<CalendarShareService>().MakeAsync(owner, world.NewId(), CancellationToken.None));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri(world.Address, share.Path));
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("BEGIN:VCALENDAR", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));

        using var nobodys = await client.GetAsync(new Uri(world.Address, CalendarFeedEndpoint.PathOf(new('A', 43))));
        Assert.Equal(HttpStatusCode.NotFound, nobodys.StatusCode);
    }
}
