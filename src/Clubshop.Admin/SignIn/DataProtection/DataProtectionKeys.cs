using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Aws;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.DataProtection;

/// <summary>
/// Stores the data protection keys in the <c>system</c> table, so that every instance and the next start can read what one instance encrypted.
/// The storage is resolved on first use, because it needs data protection itself.
/// </summary>
internal sealed class DataProtectionKeys(IServiceProvider services) : IXmlRepository
{
    private const string Pk = "DATAPROTECTION";

    // The framework's interface is only synchronous. Its key ring calls it at start and once a day. This is the one place in the portal that
    // blocks on an asynchronous call; the work runs on the thread pool, away from the caller's context.
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(ReadAsync);

    public void StoreElement(XElement element, string friendlyName) => Wait(() => StoreAsync(element, friendlyName));

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        List<XElement> elements = [];
        var reader = services.GetRequiredService<TableReader>();
        await foreach (var item in reader.QueryAllAsync(new(Table.System, Pk) { Consistent = true }, CancellationToken.None))
            elements.Add(XElement.Parse(item.GetString("xml")));

        return elements;
    }

    private async Task<bool> StoreAsync(XElement element, string friendlyName)
    {
        var name = string.IsNullOrEmpty(friendlyName) ? Ids.New(services.GetRequiredService<TimeProvider>()) : friendlyName;
        var item = new Item(Pk, "KEY#" + name).Set("xml", element.ToString(SaveOptions.DisableFormatting));
        return await services.GetRequiredService<UnauditedWriter>().PutAsync(Table.System, item, null, CancellationToken.None);
    }

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
