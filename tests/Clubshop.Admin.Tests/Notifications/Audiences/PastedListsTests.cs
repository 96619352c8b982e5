using System.Collections.Concurrent;
using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Notifications.Audiences;

public sealed class PastedListsTests : IAsyncLifetime
{
    private readonly Recorder _sent = new();
    private NotifyWorld _world = null!;

    public async Task InitializeAsync() => _world = await NotifyWorld.OpenAsync(_sent);

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Send_ToAListWithQuotedCells_SendsEachTheirOwnCells()
    {
        await _world.FollowersAsync(3);
        var list = CatalogWorld.Value(await KeepAsync($"sub;name;amount\n{NotifyWorld.Sub(0)};Rao, Asha;\"1,500\"\n{NotifyWorld.Sub(1)};\"Om \"\"Bunty\"\" Das\";7\n{NotifyWorld.Sub(2)};Mia;8;9\n"));
        Assert.Equal((2, 1), (list.Summary.Usable, list.Summary.Refused));

        var draft = _world.Draft() with { Title = "For {{name}}", Message = "₹{{amount}} off", Audience = new() { Kind = AudienceKind.List, ListId = list.Id }, Defaults = new Dictionary<string, string> { ["name"] = "you", ["amount"] = "100" } };
        var sent = await _world.SentAsync(draft);
        await _world.SenderAsync(_sent);
        await _world.UntilAsync(sent.Id, NotificationState.Finished);

        Assert.Equal(
            [(NotifyWorld.Token(0), "For Rao, Asha", "₹1,500 off"), (NotifyWorld.Token(1), "For Om \"Bunty\" Das", "₹7 off")],
            _sent.Messages.Select(message => (message.Address, message.Text.Title, message.Text.Body)).OrderBy(message => message.Address, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("sub,name\n00000000-0000-4000-8000-000000000000,\"Asha\n", "Line 2: a quotation mark opens here and is never closed, so the rest of the text would be one cell. Close or remove it.")]
    [InlineData("sub,name,name\n00000000-0000-4000-8000-000000000000,a,b\n", "Line 1: the column “name” appears twice. Keep one of them.")]
    [InlineData("sub,name\n00000000-0000-4000-8000-000000000000\n", "The line contains no recipient. Line 2: The row has 1 cell, but the first line has 2. Check for a missing separator or quotation mark.")]
    [InlineData("", "The list is empty. Paste a customer number on each line.")]
    public async Task Save_AnUnreadableList_SaysWhy(string text, string told) => Assert.Equal(told, Assert.Single((await KeepAsync(text)).Problems).Message);

    [Fact]
    public async Task Save_BytesThatAreNotText_AreRefused() =>
        Assert.StartsWith("The list is not UTF-8", Assert.Single((await KeepAsync([.. "sub,name\n00000000-0000-4000-8000-000000000000,Caf"u8, 0xE9, 0x0A])).Problems).Message, StringComparison.Ordinal);

    private Task<Result<SavedList>> KeepAsync(string text) => KeepAsync(Encoding.UTF8.GetBytes(text));

    private async Task<Result<SavedList>> KeepAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return await _world.Catalog.Get<PastedLists>().SaveAsync(NotifyWorld.Asha, Channel.Push, stream, default);
    }

    private sealed class Recorder : IMessageGateway
    {
        public ConcurrentQueue<OutgoingMessage> Messages { get; } = new();

        public Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken)
        {
            foreach (var message in messages)
                Messages.Enqueue(message);

            return Task.FromResult<SendAnswer>(new SendAnswer.Answered(messages.ToDictionary(message => message.Address, _ => new AddressAnswer("SUCCESSFUL", 200, null, null), StringComparer.Ordinal)));
        }
    }
}
