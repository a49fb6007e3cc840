%% The tasks of task.go on the BEAM: same work, same output.
-module(beam).
-behaviour(gen_server).
-export([main/1, init/1, handle_call/3, handle_cast/2]).

-define(SHARDS, 64).
-define(STRIDE, 8). % words: a cache line for each shard
-define(OPEN, (?SHARDS * ?STRIDE + 1)).
-define(SAMPLES, 3).

main([Kind, Members, Shuffled, Messages, Clock]) ->
    put(clock, Clock),
    Figures = measure(Kind, list_to_integer(Members), Shuffled =:= "true", list_to_integer(Messages)),
    Pairs = [io_lib:format("\"~s\":~.3f", [K, float(V)]) || {K, V} <- Figures],
    io:format("outcome {\"result\":{~s}}~n", [lists:join(",", Pairs)]),
    halt(0).

measure("fleet", N, Shuffled, _) ->
    Done = atomics:new(?OPEN, []),
    Parent = self(),
    Before = resident(),
    {SpawnNs, InOrder} = timed(fun() ->
        [spawn(fun() -> member(0, 0, 1 + (I rem ?SHARDS) * ?STRIDE, Done, Parent) end) || I <- lists:seq(0, N - 1)]
    end),
    Pids = case Shuffled of
        false -> InOrder;
        true -> rand:seed(exsss, {1, 2, 3}),
                [P || {_, P} <- lists:sort([{rand:uniform(), P} || P <- InOrder])]
    end,
    fan_out(Pids, N, Done),
    erlang:garbage_collect(),
    timer:sleep(200),
    Resident = resident() - Before,
    Samples = max(?SAMPLES, 1000000 div N),
    FanOut = median([fan_out(Pids, N, Done) || _ <- lists:seq(1, Samples)]) / N,
    {GcNs, _} = timed(fun() -> lists:foreach(fun erlang:garbage_collect/1, Pids) end),
    [{"spawn", SpawnNs / N}, {"resident", Resident / N}, {"fanout", FanOut}, {"gc", GcNs},
     {"instrument", instrument(N, Done)}];
measure("pingpong", _, _, N) ->
    talk(N, fun ping_pong/1);
measure("stream", _, _, N) ->
    talk(N, fun stream/1);
measure("call", _, _, N) ->
    talk(N, fun call/1).

talk(N, F) ->
    F(N div 10),
    [{"talk", median([F(N) || _ <- lists:seq(1, ?SAMPLES)]) / N}].

member(Count, Sum, Shard, Done, Parent) ->
    receive
        {value, V} ->
            tick(Done, Shard, Parent),
            member(Count + 1, Sum + V, Shard, Done, Parent)
    end.

tick(Done, Shard, Parent) ->
    case atomics:sub_get(Done, Shard, 1) of
        0 ->
            case atomics:sub_get(Done, ?OPEN, 1) of
                0 -> Parent ! all;
                _ -> ok
            end;
        _ -> ok
    end.

arm(N, Done) ->
    atomics:put(Done, ?OPEN, ?SHARDS),
    [atomics:put(Done, 1 + I * ?STRIDE, (N - I + ?SHARDS - 1) div ?SHARDS) || I <- lists:seq(0, ?SHARDS - 1)].

fan_out(Pids, N, Done) ->
    arm(N, Done),
    Msg = {value, 1},
    {Ns, _} = timed(fun() ->
        lists:foreach(fun(P) -> P ! Msg end, Pids),
        receive all -> ok end
    end),
    Ns.

%% What the instrument costs: a loop with it less a loop without.
instrument(N, Done) ->
    arm(N, Done),
    {With, _} = timed(fun() -> loop_with(N - 1, Done, self()) end),
    receive all -> ok end,
    {Without, _} = timed(fun() -> loop_without(N - 1, Done, self()) end),
    (With - Without) / N.

loop_with(I, _, _) when I < 0 -> ok;
loop_with(I, Done, P) -> tick(Done, 1 + (I rem ?SHARDS) * ?STRIDE, P), loop_with(I - 1, Done, P).

loop_without(I, _, _) when I < 0 -> ok;
loop_without(I, Done, P) -> no_tick(Done, 1 + (I rem ?SHARDS) * ?STRIDE, P), loop_without(I - 1, Done, P).

no_tick(_, Shard, _) when Shard > 0 -> ok.

ping_pong(N) ->
    Parent = self(),
    A = spawn(fun() -> player(N div 2, Parent) end),
    B = spawn(fun() -> player(N div 2, Parent) end),
    {Ns, _} = timed(fun() -> A ! {ball, B}, receive done -> ok end end),
    exit(A, kill), exit(B, kill),
    Ns.

player(0, Parent) ->
    receive {ball, _} -> Parent ! done end;
player(Left, Parent) ->
    receive {ball, From} -> From ! {ball, self()} end,
    player(Left - 1, Parent).

stream(N) ->
    Parent = self(),
    Sink = spawn(fun() -> sink(N), Parent ! done end),
    {Ns, _} = timed(fun() ->
        spawn(fun() -> source(N, Sink) end),
        receive done -> ok end
    end),
    Ns.

source(0, _) -> ok;
source(N, Sink) -> Sink ! msg, source(N - 1, Sink).

sink(0) -> ok;
sink(N) -> receive msg -> sink(N - 1) end.

call(N) ->
    {ok, Server} = gen_server:start(?MODULE, [], []),
    {Ns, _} = timed(fun() -> caller(N, Server) end),
    gen_server:stop(Server),
    Ns.

caller(0, _) -> ok;
caller(N, Server) -> msg = gen_server:call(Server, msg), caller(N - 1, Server).

init(State) -> {ok, State}.
handle_call(Msg, _From, State) -> {reply, Msg, State}.
handle_cast(_, State) -> {noreply, State}.

%% Only the first process measures.
timed(F) ->
    Start = now_ns(get(clock)),
    R = F(),
    {now_ns(get(clock)) - Start, R}.

now_ns("elapsed") -> erlang:monotonic_time(nanosecond);
now_ns("cpu") -> {Ms, _} = statistics(runtime), Ms * 1000000.

median(L) -> lists:nth((length(L) + 1) div 2, lists:sort(L)).

resident() ->
    {ok, B} = file:read_file("/proc/self/statm"),
    [_, Pages | _] = string:split(B, " ", all),
    binary_to_integer(Pages) * 4096.
