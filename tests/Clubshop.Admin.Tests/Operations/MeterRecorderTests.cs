using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>What the meters say arrives in the book. Counters are the process's, so other tests count too; gauges are a host's own.</summary>
public sealed class MeterRecorderTests
{
    [Fact]
    public async Task Book_OfAnInstanceThatWorks_HasItsCountersAndItsOwnGauges()
    {
        await using var world = await CatalogWorld.OpenAsync(Add);
        await using var other = await CatalogWorld.OpenAsync(Add);
        using var page = world.Get<CircuitCount>().Open("here");
        using var first = other.Get<CircuitCount>().Open("there");
        using var second = other.Get<CircuitCount>().Open("there");
        await world.SaveAsync(world.NewShop());
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        world.Services.GetServices<IHostedService>().OfType<MeterRecorder>().Single().Observe();

        var book = world.Get<FigureBook>();
        Assert.True(Of(book, "clubshop.dynamodb.capacity", "clubshop-shops write").Sum >= 2, "A transaction takes two units for each item.");
        Assert.True(Of(book, "clubshop.aws.calls", "DynamoDB TransactWriteItems answered", starts: true).Sum >= 1);
        Assert.Equal(1, Of(book, PortalGauges.Circuits, "").Last);
        Assert.Equal(["categories", "clubs", "offers", "shops"], book.Read(PortalGauges.IndexLag).Select(figure => figure.Tag));
        Assert.All(book.Read(PortalGauges.IndexLag), figure => Assert.InRange(figure.Last, 0, 3.1));
        Assert.Equal(1, Of(book, PortalGauges.IndexRows, "shops").Last);
    }

    private static void Add(IServiceCollection services) => services.Run<MeterRecorder>().Run<PortalGauges>();

    private static Figure Of(FigureBook book, string instrument, string tag, bool starts = false) =>
        book.Read(instrument).Single(figure => starts ? figure.Tag.StartsWith(tag, StringComparison.Ordinal) : figure.Tag == tag);
}
