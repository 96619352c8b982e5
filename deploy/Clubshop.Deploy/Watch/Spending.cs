using Amazon.CDK.AWS.Budgets;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Watch;

/// <summary>The month's budget (requirement U10): told at 80 %, when the forecast passes it, and when it is spent.</summary>
public sealed class Spending : Construct
{
    /// <summary>The budget.</summary>
    public Spending(Construct scope, EnvironmentSettings settings)
        : base(scope, "Spending")
    {
        _ = new CfnBudget(this, "Budget", new CfnBudgetProps
        {
            Budget = new CfnBudget.BudgetDataProperty
            {
                BudgetName = settings.Prefix,
                BudgetType = "COST",
                TimeUnit = "MONTHLY",
                BudgetLimit = new CfnBudget.SpendProperty { Amount = settings.BudgetDollars, Unit = "USD" },
                CostFilters = new Dictionary<string, object> { ["TagKeyValue"] = (string[])["user:environment$" + settings.Name] },
            },
            NotificationsWithSubscribers = (object[])[Tell("ACTUAL", 80), Tell("FORECASTED", 100), Tell("ACTUAL", 100)],
        });

        CfnBudget.NotificationWithSubscribersProperty Tell(string what, double percent) => new()
        {
            Notification = new CfnBudget.NotificationProperty { NotificationType = what, ComparisonOperator = "GREATER_THAN", Threshold = percent, ThresholdType = "PERCENTAGE" },
            Subscribers = (object[])[new CfnBudget.SubscriberProperty { SubscriptionType = "EMAIL", Address = settings.AlarmEmail }],
        };
    }
}
