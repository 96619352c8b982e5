using System.Globalization;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications.SmsTemplates;

/// <summary>Registered texts of the demo. Sender, entity and ids are invented, in the operators' format.</summary>
public sealed class DemoSmsTemplates(SmsTemplateService texts)
{
    private const string Sender = "CLBSHP";
    private const string Entity = "1101000000000000001";

    private static readonly (string Name, SmsKind Kind, string Text)[] All =
    [
        ("Offer at a shop", SmsKind.Promotional, "{#var#} off at {#var#} till {#var#}. Show your Clubshop card in the shop. T&C apply. -CLBSHP"),
        ("ऑफ़र, हिन्दी", SmsKind.Promotional, "{#var#} पर {#var#} की छूट, {#var#} तक। दुकान में अपना Clubshop कार्ड दिखाएँ। -CLBSHP"),
        ("Membership ends soon", SmsKind.ServiceExplicit, "Your membership of {#var#} ends on {#var#}. Renew it in the Clubshop app to keep your offers. -CLBSHP"),
        ("Offer used", SmsKind.ServiceImplicit, "You used {#var#} at {#var#} on {#var#}. Not you? Tell us in the Clubshop app. -CLBSHP"),
    ];

    /// <summary>Adds them. May be repeated.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < All.Length; i++)
        {
            var (name, kind, text) = All[i];
            var number = (i + 1).ToString("D2", CultureInfo.InvariantCulture);
            var saved = await texts.SaveAsync(
                Actor.System,
                new()
                {
                    Id = "0000000000007000800000000de300" + number,
                    Name = name,
                    Kind = kind,
                    Sender = Sender,
                    EntityId = Entity,
                    DltId = "11070000000000000" + number,
                    Text = text
                },
                "demo-text-" + number, cancellationToken);
            if (!saved.Ok && saved.Problems[0].Code != Common.Problem.Conflict)
                throw new InvalidOperationException($"The demo text {name} was refused: {saved.Problems[0].Message}");
        }
    }
}
