namespace Clubshop.Admin.CatalogApi.Document;
internal sealed class ApiReference;
