// The library that makes the templates speaks to one Node process, one call at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
