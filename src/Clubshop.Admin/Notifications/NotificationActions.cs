using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>Audit actions of notifications.</summary>
internal static class NotificationActions
{
    public const string Ask = "ask-approval";
    public const string Schedule = "schedule";
    public const string Approve = "approve";
    public const string SendBack = "send-back";
    public const string Begin = "begin-sending";
    public const string Withdraw = "withdraw";
    public const string Stop = "stop";
    public const string Fail = "fail";
    public const string Test = "test";
    public const string AskTest = AuditAttributes.AskMark + Test;
    public const string Export = "export";
}
