using System.Net;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clubshop.Admin.Tests.App;

public sealed partial class PageBoundaryTests : AppTest
{
    private readonly Log _log = new();
    private bool _fails = true;

    public PageBoundaryTests() => Services.AddSingleton<ILogger<PageBoundary>>(_log);

    [Fact]
    public void PageBoundary_AroundAWorkingPage_ShowsThePage()
    {
        _fails = false;

        Assert.Equal("The page", Render<PageBoundary>(p => p.AddChildContent(Page)).Find("h1").TextContent);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public void PageBoundary_PageThrows_ShowsAMessageWithTheReferenceThatIsLogged()
    {
        var boundary = Render<PageBoundary>(p => p.AddChildContent(Page));

        var alert = boundary.Find("[role=alert]");
        Assert.Equal("This page stopped working", alert.QuerySelector("h1")!.TextContent);
        var reference = Reference().Match(alert.TextContent).Value;
        var (message, exception) = Assert.Single(_log.Entries);
        Assert.NotEqual("", reference);
        Assert.Contains(reference, message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception);
        Assert.DoesNotContain("secret detail", boundary.Markup, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Outages => [new HttpRequestException("secret detail"), new TimeoutException("secret detail"), new AmazonServiceException("secret detail") { ErrorCode = "ThrottlingException", StatusCode = HttpStatusCode.BadRequest }];

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public void PageBoundary_WhatThePageNeedsDoesNotAnswer_SaysThat(Exception away)
    {
        var boundary = Render<PageBoundary>(p => p.AddChildContent<Failing>(page => page.Add(failing => failing.Fails, () => throw away)));

        var alert = boundary.Find("[role=alert]");
        Assert.Equal("This page did not load", alert.QuerySelector("h1")!.TextContent);
        Assert.Contains("The database did not answer. Everything saved is safe.", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains(Reference().Match(alert.TextContent).Value, Assert.Single(_log.Entries).Item1, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", boundary.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PageBoundary_TryAgain_ShowsThePageOnceItWorks()
    {
        var boundary = Render<PageBoundary>(p => p.AddChildContent(Page));
        _fails = false;

        boundary.FindAll("button").Single(button => button.TextContent == "Try again").Click();

        Assert.Equal("The page", boundary.Find("h1").TextContent);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void MainLayout_PageThrows_KeepsTheFrameAndRecoversOnNavigation(Role role)
    {
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        ComponentFactories.AddStub<Overlays>();
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, Page).AddCascadingValue(Person(role)));
        Assert.Equal("This page stopped working", layout.Find("main h1").TextContent);
        Assert.Equal(PagesOf(role), layout.FindAll("a.item").Select(link => link.GetAttribute("href")));
        Assert.Single(layout.FindAll("#go-to"));

        // What the router does after a navigation: the same layout with another page in it.
        layout.Render(p => p.Add(l => l.Body, (RenderFragment)(builder => builder.AddMarkupContent(0, "<h1>Another page</h1>"))));

        Assert.Equal("Another page", layout.Find("main h1").TextContent);
    }

    private void Page(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
    {
        builder.OpenComponent<Failing>(0);
        builder.AddComponentParameter(1, nameof(Failing.Fails), (Func<bool>)(() => _fails));
        builder.CloseComponent();
    }

    [GeneratedRegex("[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}")]
    private static partial Regex Reference();

    private sealed class Failing : ComponentBase
    {
        [Parameter]
        public Func<bool> Fails { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddMarkupContent(0, "<h1>The page</h1>");

        protected override void OnInitialized()
        {
            if (Fails())
                throw new InvalidOperationException("A secret detail.");
        }
    }

    private sealed class Log : ILogger<PageBoundary>
    {
        public List<(string Message, Exception? Exception)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((formatter(state, exception), exception));
    }
}
