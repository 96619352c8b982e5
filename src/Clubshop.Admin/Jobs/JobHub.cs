using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Clubshop.Admin.Jobs;

/// <summary>The jobs that run on this instance, for its pages, and the queue of jobs to look at.</summary>
internal sealed class JobHub
{
    private readonly ConcurrentDictionary<string, Feed> _running = new(StringComparer.Ordinal);
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    /// <summary>Ids of jobs that were just started or cancelled on this instance.</summary>
    public ChannelReader<string> Waiting => _waiting.Reader;

    /// <summary>Jobs of all instances that were open at the last look, and since when the oldest is.</summary>
    public (int Count, DateTimeOffset? Oldest) AllOpen { get; private set; }

    /// <summary>Jobs that run on this instance.</summary>
    public int Running => _running.Count;

    public void SetOpen(int count, DateTimeOffset? oldest) => AllOpen = (count, oldest);

    public void Enqueue(string id) => _waiting.Writer.TryWrite(id);

    /// <summary>Registers a job that starts to run here. Its feed ends with <see cref="Feed.End"/>.</summary>
    public Feed Open(JobInfo info, Action cancel)
    {
        var feed = _running[info.Id] = new(info, cancel);
        Interlocked.Exchange(ref _opened, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        return feed;
    }

    /// <summary>Completes when the next job starts to run here.</summary>
    public Task Opened => Volatile.Read(ref _opened).Task;

    public void Close(Feed feed) => _running.TryRemove(new(feed.Info.Id, feed));

    public Feed? Find(string id) => _running.GetValueOrDefault(id);

    /// <summary>The progress of a job that runs here.</summary>
    internal sealed class Feed(JobInfo info, Action cancel)
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private JobInfo _info = info;

        public JobInfo Info => Volatile.Read(ref _info);

        /// <summary>Whether it no longer runs here.</summary>
        public bool Ended { get; private set; }

        /// <summary>The current state, and a task that completes at the next change.</summary>
        public (JobInfo Info, bool Ended, Task Next) Current()
        {
            lock (_gate)
                return (_info, Ended, _next.Task);
        }

        public void Publish(JobInfo info) => Advance(info, ended: false);

        public void End(JobInfo info) => Advance(info, ended: true);

        /// <summary>Stops the job without waiting for it.</summary>
        public void Cancel() => cancel();

        private void Advance(JobInfo info, bool ended)
        {
            TaskCompletionSource passed;
            lock (_gate)
            {
                passed = _next;
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _info = info;
                Ended |= ended;
            }

            passed.TrySetResult();
        }
    }
}
