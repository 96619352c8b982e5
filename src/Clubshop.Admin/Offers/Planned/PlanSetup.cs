using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>Registers planned changes of offers; expects offers and staff.</summary>
public static class PlanSetup
{
    /// <summary>Adds the plans in memory, the service, what carries them out, and the card on the page of an offer.</summary>
    public static IServiceCollection AddPlannedChanges(this IServiceCollection services)
    {
        services.AddSingleton(provider => new PlanBoard(Get<TableReader>(provider)));
        services.AddSingleton(provider => new PlanService(
            Get<PlanBoard>(provider), Get<OfferService>(provider), Get<RecordIndex<OfferRow>>(provider), Get<TableReader>(provider), Get<WriteUnit>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new PlanExecutor(
            Get<PlanBoard>(provider), Get<OfferService>(provider), Get<RecordIndex<OfferRow>>(provider), Get<ICurrentStaff>(provider), Get<TableReader>(provider), Get<WriteUnit>(provider),
            Get<TimeProvider>(provider)));
        services.AddHostedService<PlanRunner>();
        services.AddSingleton(new OfferPart(OfferPlace.Side, typeof(PlansPart)));
        services.AddSingleton(PlanAudit.Plans);
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
