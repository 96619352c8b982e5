using Clubshop.Admin.Account;
using Clubshop.Admin.App;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.CatalogApi;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.AppAnswers;
using Clubshop.Admin.Offers.Calendar;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.DataProtection;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Watch;

namespace Clubshop.Admin;

/// <summary>Composes the portal, in one place: <c>Program</c>, tests and benches use it.</summary>
public static class PortalSetup
{
    /// <summary>
    /// Adds every capability. What speaks to AWS and to memcached is not among them: whoever chooses where they are adds it before
    /// (<c>AddAwsOrEmbedded</c>, or the clients themselves).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The portal's configuration.</param>
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddApp(configuration);
        services.AddStorage(configuration);
        services.AddCatalog();
        services.AddSavedViews();
        services.AddSignIn(configuration);
        services.AddMasterData();
        services.AddPublishing(configuration);
        services.AddJobs();
        services.AddAudit();
        services.AddPictures();
        services.AddClubs();
        services.AddCategories();
        services.AddShops();
        services.AddOffers();
        services.AddImport();
        services.AddRegistry();
        services.AddNotifications(configuration).AddSender();
        services.AddRegistryApi();
        services.AddStaff();
        services.AddCatalogApi();
        services.AddCustomers(configuration);
        services.AddCoupons(configuration);
        services.AddAppAnswers();
        services.AddPlannedChanges();
        services.AddOfferCalendar();
        services.AddWatch();
        services.AddAccount();
        services.AddDashboard();
        services.AddOps();
        services.AddOperations(configuration);
        services.KeepKeysFromBlockingTheStart(); // after everything that adds data protection
        return services;
    }
}
