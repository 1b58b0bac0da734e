import { useRef, useState } from 'react'
import { clock } from '../globe/clock.ts'
import { COLOUR } from '../globe/colours.ts'
import { clockText, useTime } from '../globe/transport.tsx'
import { useApp } from '../state/store.ts'
import { useWords } from '../text/words.ts'
import { Story } from './story.tsx'

const LANE = 18
const LEFT = 74
const SHAPES: Partial<Record<string, { readonly colour: string; readonly path: string }>> = {
  seen: { colour: '#b8c7d6', path: 'M0 -4V4' },
  solution: { colour: '#b8c7d6', path: 'M-2 -4L2 0L-2 4' },
  decision: { colour: '#f2f5f8', path: 'M0 -5L4 0L0 5L-4 0Z' },
  release: { colour: COLOUR.interceptor, path: 'M-3 4L0 -4L3 4Z' },
  hit: { colour: COLOUR.hit, path: 'M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0' },
  miss: { colour: COLOUR.miss, path: 'M-3 -3L3 3M-3 3L3 -3' },
  leak: { colour: COLOUR.leak, path: 'M-4 -4H4V4H-4Z' },
  impact: { colour: '#8fa3b5', path: 'M-3 -3H3V3H-3Z' },
}

/** The moment shown, apart from the lanes: it moves with every frame and they do not. */
function Now({ end }: { readonly end: number }) {
  const t = useTime(1)
  return <div className="now" style={{ left: `${(t / end) * 100}%` }} />
}

/** A lane per missile with what happens to it; a click tells its story. */
export function Timeline() {
  const words = useWords().timeline
  const scene = useApp((s) => s.scene)
  const missile = useApp((s) => s.missile)
  const [zoom, setZoom] = useState(1)
  const [tip, setTip] = useState<{ readonly x: number; readonly y: number; readonly text: string }>()
  const box = useRef<HTMLDivElement>(null)
  if (scene === undefined) return <div className="timeline" aria-hidden="true" />
  const lanes = new Map(scene.fates.map((f, i) => [f.missile, i]))
  const width = 1000 * zoom
  const x = (time: number): number => (time / scene.end) * width
  const zoomTo = (next: number): void => {
    const z = Math.min(40, Math.max(1, next))
    const { clientWidth } = box.current!
    const middle = clock.t / scene.end
    setZoom(z)
    requestAnimationFrame(() => {
      if (box.current === null) return
      box.current.scrollLeft = z === 1 ? 0 : middle * box.current.scrollWidth - clientWidth / 2
    })
  }
  const scrub = (event: React.PointerEvent<SVGSVGElement>): void => {
    const frame = event.currentTarget.getBoundingClientRect()
    clock.set(((event.clientX - frame.left) / frame.width) * scene.end)
  }
  return (
    <section className="timeline" aria-label={words.title}>
      <div className="timeline-head">
        <h2>{words.title}</h2>
        <button
          type="button"
          aria-label={words.zoomOut}
          title={words.zoomOut}
          onClick={() => zoomTo(zoom / 2)}
          disabled={zoom <= 1}
        >
          −
        </button>
        <button
          type="button"
          aria-label={words.zoomIn}
          title={words.zoomIn}
          onClick={() => zoomTo(zoom * 2)}
          disabled={zoom >= 40}
        >
          +
        </button>
      </div>
      <div className="lanes">
        <ol className="lane-names" style={{ width: LEFT }}>
          {scene.fates.map(({ missile: id, fate }) => (
            <li key={id} style={{ height: LANE }}>
              <button
                type="button"
                className={`fate ${fate}`}
                aria-pressed={missile === id}
                aria-label={words.show(id, words.fates[fate as keyof typeof words.fates])}
                onClick={() => useApp.setState({ missile: missile === id ? undefined : id })}
              >
                {id}
              </button>
            </li>
          ))}
        </ol>
        <div className="lane-box" ref={box}>
          <svg
            viewBox={`0 0 ${width} ${scene.fates.length * LANE}`}
            style={{ width: `${zoom * 100}%`, height: scene.fates.length * LANE }}
            preserveAspectRatio="none"
            onPointerDown={(e) => {
              e.currentTarget.setPointerCapture(e.pointerId)
              scrub(e)
            }}
            onPointerMove={(e) => e.buttons === 1 && scrub(e)}
            aria-hidden="true"
          >
            {scene.fates.map(({ missile: id }, lane) => {
              const y = lane * LANE + LANE / 2
              return (
                <g key={id} className={missile === id ? 'lane chosen' : 'lane'}>
                  <rect x={0} y={y - LANE / 2} width={width} height={LANE} className="lane-ground" />
                  {scene.paths
                    .filter((p) => p.missile === id && (p.kind === 'missile' || p.kind === 'warhead'))
                    .flatMap((p) =>
                      p.phases.map((phase) => {
                        const [a, b] = [Math.max(p.from, phase.from), Math.min(p.until, phase.to)]
                        return b > a ? (
                          <line
                            key={`${p.object} ${phase.name}`}
                            x1={x(a)}
                            x2={x(b)}
                            y1={y}
                            y2={y}
                            stroke={COLOUR[phase.name]}
                            strokeWidth={3}
                            vectorEffect="non-scaling-stroke"
                          />
                        ) : null
                      }),
                    )}
                </g>
              )
            })}
          </svg>
          <div className="marks" style={{ width: `${zoom * 100}%` }}>
            {scene.events.map((event, i) => {
              const shape = SHAPES[event.kind]
              const lane = lanes.get(event.missile) ?? -1
              if (shape === undefined || lane < 0) return null
              const text = `${clockText(event.t)} ${event.missile}${event.object === undefined ? '' : ` ${event.object}`}: ${words.events[event.kind]}${event.interceptor === undefined ? '' : ` (${event.interceptor})`}`
              return (
                <svg
                  key={i}
                  className="mark"
                  viewBox="-6 -6 12 12"
                  style={{ left: `${(event.t / scene.end) * 100}%`, top: lane * LANE + LANE / 2 - 6 }}
                  onPointerEnter={(e) => {
                    const frame = box.current!.parentElement!.getBoundingClientRect()
                    setTip({ x: e.clientX - frame.left, y: e.clientY - frame.top, text })
                  }}
                  onPointerLeave={() => setTip(undefined)}
                  onClick={() => {
                    clock.set(event.t)
                    useApp.setState({ missile: event.missile })
                  }}
                  aria-hidden="true"
                >
                  <path
                    d={shape.path}
                    fill={/Z|A/.test(shape.path) ? shape.colour : 'none'}
                    stroke={shape.colour}
                    strokeWidth={1.6}
                  />
                </svg>
              )
            })}
            <Now end={scene.end} />
          </div>
        </div>
        {tip !== undefined && (
          <p
            className="tip"
            style={{ left: Math.min(tip.x, (box.current?.clientWidth ?? 400) - 120), top: tip.y + 12 }}
          >
            {tip.text}
          </p>
        )}
      </div>
      <Story />
    </section>
  )
}
